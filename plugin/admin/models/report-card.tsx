import { __, _n, sprintf } from '@wordpress/i18n';
import { Card } from '../../ui/controls/card.tsx';
import { count, fileSize } from '../../ui/format/site.ts';
import { adminPage } from '../../ui/page.ts';
import { languageTag } from '../../ui/format/locale.ts';
import type { ModelReport, Note, SiteModel } from '../../ui/models/types.ts';

const Notes = ({ title, notes }: { title: string; notes: Note[] }) =>
  notes.length === 0 ? null : (
    <section className="devskyy-model-notes">
      <h3>{title}</h3>
      <ul>
        {notes.map((note, index) => (
          <li key={`${note.code}${index}`}>
            {note.message} {note.where && <code>{note.where}</code>}
          </li>
        ))}
      </ul>
    </section>
  );

const decimal = (value: number, digits: number): string =>
  new Intl.NumberFormat(languageTag(adminPage().locale), { maximumFractionDigits: digits }).format(value);

const centimetres = ({ width, height, depth }: ModelReport['found']['dimensions']): string => {
  const shown = (metres: number): string => decimal(metres * 100, 1);
  // translators: 1: width, 2: height, 3: depth, in centimetres.
  return sprintf(__('%1$s × %2$s × %3$s cm', 'devskyy'), shown(width), shown(height), shown(depth));
};

type Row = [label: string, found: string, result: string];

const rows = ({ found, result }: ModelReport): Row[] => {
  const both = (label: string, read: (one: ModelReport['found']) => string): Row => [label, read(found), result ? read(result) : '–'];
  const textures = (one: ModelReport['found']): number => one.textures.reduce((sum, { bytes }) => sum + bytes, 0);
  return [
    both(__('Size', 'devskyy'), (one) => centimetres(one.dimensions)),
    both(__('Triangles', 'devskyy'), (one) => count(one.triangles)),
    both(__('Draw calls', 'devskyy'), (one) => count(one.drawCalls)),
    both(__('Materials', 'devskyy'), (one) => count(one.materials.length)),
    both(__('Textures', 'devskyy'), (one) => `${count(one.textures.length)} (${fileSize(textures(one))})`),
    both(__('Colourways', 'devskyy'), (one) => one.variants.join(', ') || '–'),
    both(__('Motions', 'devskyy'), (one) => one.clips.map(({ name }) => name).join(', ') || '–'),
  ];
};

const verdict = ({ scale }: ModelReport): string =>
  ({
    plausible: scale.category
      ? __('Its size fits its category.', 'devskyy')
      : __('Its size is plausible. Choose a category, and it is checked more closely.', 'devskyy'),
    'too-large': __('It is larger than pieces of its category are. Set its scale below.', 'devskyy'),
    'too-small': __('It is smaller than pieces of its category are. Set its scale below.', 'devskyy'),
    unknown: __('Choose a category, and its size is checked.', 'devskyy'),
  })[scale.verdict];

const Likeness = ({ report: { similarity } }: { report: ModelReport }) =>
  similarity && (
    <p>
      {sprintf(
        // translators: 1: mean likeness, 2: least likeness, both from 0 to 1, 3: number of pictures, 4: what had to be reached.
        _n(
          'It looks like its source: likeness %1$s (least %2$s) over %3$s picture; %4$s had to be reached.',
          'It looks like its source: likeness %1$s (least %2$s) over %3$s pictures; %4$s had to be reached.',
          similarity.views,
          'devskyy',
        ),
        decimal(similarity.ssim, 3),
        decimal(similarity.least, 3),
        count(similarity.views),
        decimal(similarity.gate, 3),
      )}
    </p>
  );

const Licence = ({ report }: { report: ModelReport }) => {
  const licence = report.avatar?.licence;
  if (!licence) return null;
  const allowed = (value: boolean | null): string =>
    value === null ? __('not said', 'devskyy') : value ? __('allowed', 'devskyy') : __('forbidden', 'devskyy');
  return (
    <section className="devskyy-model-notes">
      <h3>{__('Licence of the avatar', 'devskyy')}</h3>
      <p>
        {[licence.name, ...licence.authors].filter(Boolean).join(' · ')}
        {licence.url && (
          <>
            {' '}
            <a href={licence.url}>{__('Its text', 'devskyy')}</a>
          </>
        )}
      </p>
      <p>
        {sprintf(
          // translators: each is "allowed", "forbidden" or "not said".
          __('Commercial use: %1$s. Passing on: %2$s. Changing: %3$s.', 'devskyy'),
          allowed(licence.commercial),
          allowed(licence.redistribution),
          allowed(licence.modification),
        )}
      </p>
    </section>
  );
};

/** What was found in the file and what became of it; all of it measured. */
export const ReportCard = ({ model }: { model: SiteModel }) => {
  const { report } = model;
  if (!report) return null;
  return (
    <Card
      title={__('Report', 'devskyy')}
      // translators: %s: name of a program that reads a format.
      description={sprintf(__('Read by %s.', 'devskyy'), report.source.importer)}
    >
      <div className="devskyy-table-wrap">
        <table className="devskyy-table">
          <thead>
            <tr>
              <th scope="col">
                <span className="screen-reader-text">{__('Measure', 'devskyy')}</span>
              </th>
              <th scope="col">{__('In the file', 'devskyy')}</th>
              <th scope="col">{__('Published', 'devskyy')}</th>
            </tr>
          </thead>
          <tbody>
            {rows(report).map(([label, found, result]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{found}</td>
                <td>{result}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>{verdict(report)}</p>
      <Likeness report={report} />
      <Notes title={__('Warnings', 'devskyy')} notes={report.warnings} />
      <Notes title={__('Repaired', 'devskyy')} notes={report.repaired} />
      <Notes title={__('Left out', 'devskyy')} notes={report.dropped} />
      <Licence report={report} />
    </Card>
  );
};
