import { TextControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';

interface Props {
  /** VRM's names of the bones that were not found. */
  missing: string[];
  bones: Record<string, string>;
  onChange: (bones: Record<string, string>) => void;
}

/** Asks which node of the file is which bone of a body, where the names do not tell. */
export const BonesFields = ({ missing, bones, onChange }: Props) => {
  const asked = [...new Set([...Object.keys(bones), ...missing])];
  if (asked.length === 0) return null;
  return (
    <fieldset className="devskyy-form__group devskyy-stack">
      <legend>{__('Bones that were not found', 'devskyy')}</legend>
      <p className="devskyy-muted">
        {__('It cannot walk or be dressed without them. Write the name that each has in the file.', 'devskyy')}
      </p>
      {asked.map((bone) => (
        <TextControl
          key={bone}
          // translators: %s: name of a bone of VRM, such as leftUpperArm.
          label={sprintf(__('Node of %s', 'devskyy'), bone)}
          value={bones[bone] ?? ''}
          onChange={(node) => onChange({ ...bones, [bone]: node })}
          __next40pxDefaultSize
          __nextHasNoMarginBottom
        />
      ))}
    </fieldset>
  );
};
