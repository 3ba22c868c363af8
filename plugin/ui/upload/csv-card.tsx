import { __ } from '@wordpress/i18n';
import { Card } from '../controls/card.tsx';
import { Loading } from '../controls/loading.tsx';
import { FileUpload } from './file-upload.tsx';

interface Props {
  title: string;
  description: string;
  help: string;
  /** the site looks at the file. */
  reading: boolean;
  /** with the upload's id. */
  onUploaded: (upload: string) => void;
}

/** Takes a CSV file to be imported. */
export const CsvCard = ({ title, description, help, reading, onUploaded }: Props) => (
  <Card title={title} description={description}>
    {reading ? (
      <Loading label={__('Reading the file…', 'devskyy')} />
    ) : (
      <FileUpload
        label={__('Choose a CSV file', 'devskyy')}
        help={help}
        accept=".csv,.txt,.tsv,text/csv,text/plain"
        onUploaded={(upload) => onUploaded(upload.id)}
      />
    )}
  </Card>
);
