import { useId, useRef, useState } from '@wordpress/element';

interface Props {
  label: string;
  help: string;
  /** as of an input: `.csv,text/csv`. */
  accept: string;
  onFiles: (files: File[]) => void;
  multiple?: boolean;
  disabled?: boolean;
}

/** Takes files by choosing or by dropping; the same file may be chosen twice. */
export const DropZone = ({ label, help, accept, onFiles, multiple = false, disabled = false }: Props) => {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null): void => {
    // read before the input is emptied, which empties its list as well
    const taken = [...(files ?? [])];
    if (taken.length > 0 && !disabled) onFiles(multiple ? taken : taken.slice(0, 1));
    if (input.current) input.current.value = '';
  };
  return (
    <div
      className={`devskyy-upload${over ? ' devskyy-upload--over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <input
        ref={input}
        id={id}
        className="screen-reader-text"
        type="file"
        multiple={multiple}
        accept={accept}
        disabled={disabled}
        aria-describedby={`${id}-help`}
        onChange={(event) => take(event.target.files)}
      />
      <label htmlFor={id} className="components-button is-secondary is-next-40px-default-size">
        {label}
      </label>
      <p id={`${id}-help`} className="devskyy-muted">
        {help}
      </p>
    </div>
  );
};
