import { __, sprintf } from '@wordpress/i18n';
import { Card } from '../../ui/controls/card.tsx';
import { count, fileSize } from '../../ui/format/site.ts';
import { fileOf } from '../../ui/models/api.ts';
import type { ModelFile, SiteModel } from '../../ui/models/types.ts';
import { fileLabel } from '../../ui/models/words.ts';

const detail = (file: ModelFile): string => {
  // translators: %s: number of triangles.
  if (file.triangles !== null) return sprintf(__('%s triangles', 'devskyy'), count(file.triangles));
  // translators: 1: width, 2: height, in pixels.
  if (file.width !== null && file.height !== null) return sprintf(__('%1$s × %2$s px', 'devskyy'), count(file.width), count(file.height));
  return '';
};

const Row = ({ file }: { file: ModelFile }) => (
  <tr>
    <th scope="row">
      <a href={file.url} download>
        {file.name}
      </a>
    </th>
    <td>
      {fileLabel(file.kind)}
      {file.variant ? ` · ${file.variant}` : ''}
    </td>
    <td className="devskyy-table__small">{detail(file)}</td>
    <td className="devskyy-table__small">{fileSize(file.bytes)}</td>
  </tr>
);

const Saved = ({ model }: { model: SiteModel }) => {
  const viewer = fileOf(model, 'viewer');
  if (!viewer || model.source.bytes === 0) return null;
  const share = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 }).format(viewer.bytes / model.source.bytes);
  return (
    <p>
      {sprintf(
        // translators: 1: size of the uploaded file, 2: size of what visitors load, 3: share of it in per cent.
        __('Uploaded: %1$s. Visitors load: %2$s (%3$s of it).', 'devskyy'),
        fileSize(model.source.bytes),
        fileSize(viewer.bytes),
        share,
      )}
    </p>
  );
};

/** What is published, with sizes and links. */
export const FilesCard = ({ model }: { model: SiteModel }) => (
  <Card
    title={__('Files', 'devskyy')}
    description={__('The files for AR are checked for their structure; they were not seen on a device.', 'devskyy')}
  >
    <Saved model={model} />
    {model.files.length === 0 ? (
      <p className="devskyy-muted">{__('No files yet.', 'devskyy')}</p>
    ) : (
      <div className="devskyy-table-wrap">
        <table className="devskyy-table devskyy-table--stacked">
          <thead>
            <tr>
              <th scope="col">{__('File', 'devskyy')}</th>
              <th scope="col">{__('For', 'devskyy')}</th>
              <th scope="col">{__('Measures', 'devskyy')}</th>
              <th scope="col">{__('Size', 'devskyy')}</th>
            </tr>
          </thead>
          <tbody>
            {model.files.map((file) => (
              <Row key={file.name} file={file} />
            ))}
          </tbody>
        </table>
      </div>
    )}
  </Card>
);
