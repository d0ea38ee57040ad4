import classes from './paper.module.css';
import { QrCode } from './QrCode';

interface PaperLinkProps {
  /** What the address is for. */
  text: string;
  link: string;
  /** What the code holds, for those who do not see it. */
  label: string;
}

/** An address on paper, to be typed and to be photographed. */
export function PaperLink({ text, link, label }: PaperLinkProps) {
  return (
    <div className={classes.pay}>
      <p>
        {text}
        <br />
        {link}
      </p>
      <QrCode text={link} label={label} />
    </div>
  );
}
