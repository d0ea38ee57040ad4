import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { show } from '@/testing/render';
import { readMail, readStyle } from './mail';
import { MailPreview } from './MailPreview';

const html = `<!doctype html><html><head><title>x</title><style>p{color:red}</style></head><body>
  <h1 style="font-size:20px">Ciao</h1><p onclick="steal()" style="color:#111;position:fixed;background:url(https://spy.example/x)">
  Il preventivo <strong>Q-1</strong></p><img src="https://spy.example/pixel.gif"><script>steal()</script><iframe src="//x">in</iframe>
  <form action="//x"><a href="https://pay.example/pay/allnet.TOKEN" style="padding:8px">Paga</a></form></body></html>`;
const mail = {
  to: 'a@b.example',
  from: 'Brenta <no-reply@x.example>',
  subject: 'Preventivo',
  html,
  text: 'Ciao,\nQ-1',
  language: 'it',
};

describe('the preview of a mail', () => {
  it('keeps words, known tags and harmless styles, and nothing that runs, loads or sends', () => {
    const said = JSON.stringify(readMail(html));
    expect(said).toContain('Ciao');
    expect(said).toContain('"fontSize":"20px"');
    expect(said).not.toMatch(/script|steal|spy|img|iframe|onclick|position|<style|color:red/);
  });
  it('takes no style that leads outside', () => {
    expect(readStyle('color:red; background: url(x); width:10px;behavior:url(y);padding:1px')).toEqual({
      color: 'red',
      width: '10px',
      padding: '1px',
    });
  });
  it('draws no link one could follow, and shows the plain text too', async () => {
    const { container } = show(<MailPreview mail={mail} />);
    expect(screen.getByText('a@b.example')).toBeTruthy();
    expect(screen.getByText('Paga')).toBeTruthy();
    expect(container.querySelector('a, form, img, script, iframe, [onclick]')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Show as plain text' }));
    expect(container.querySelector('pre')?.textContent).toBe('Ciao,\nQ-1');
  });
});
