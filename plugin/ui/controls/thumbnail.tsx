import { Icon } from '@wordpress/components';
import { image } from '@wordpress/icons';

/** A small picture of a piece beside its title; decorative, so that nothing is read twice. */
export const Thumbnail = ({ url }: { url: string | null }) =>
  url ? (
    <img className="devskyy-thumb" src={url} alt="" loading="lazy" width={44} height={55} />
  ) : (
    <span className="devskyy-thumb devskyy-thumb--none" aria-hidden="true">
      <Icon icon={image} size={20} />
    </span>
  );
