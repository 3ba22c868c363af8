interface Props {
  done: number;
  total: number;
  label: string;
  tone?: 'usual' | 'warning';
}

/** A measured progress; without a total nothing is claimed. */
export const Meter = ({ done, total, label, tone = 'usual' }: Props) => {
  const known = total > 0;
  const percent = known ? Math.min(100, (done / total) * 100) : 0;
  return (
    <div
      className={`devskyy-meter devskyy-meter--${known ? tone : 'unknown'}`}
      role="progressbar"
      aria-label={label}
      {...(known ? { 'aria-valuemin': 0, 'aria-valuemax': total, 'aria-valuenow': Math.min(done, total) } : {})}
    >
      <span style={{ inlineSize: `${percent}%` }} />
    </div>
  );
};
