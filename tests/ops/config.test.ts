import { describe, expect, it } from 'vitest';
import { readConfig } from '../../server/src/config.ts';

describe('who mail is from', () => {
  const sender = (env: Record<string, string>) => readConfig(env).mailFrom;

  it('is whom MAIL_FROM names, with or without a name before it', () => {
    expect(sender({ SMTP_URL: 'smtp://mail.isp.example', MAIL_FROM: 'billing@isp.example' })).toBe(
      'billing@isp.example',
    );
    expect(
      sender({ SMTP_URL: 'smtp://mail.isp.example', MAIL_FROM: 'Our ISP <billing@isp.example>' }),
    ).toBe('billing@isp.example');
    expect(() => sender({ SMTP_URL: 'smtp://mail.isp.example', MAIL_FROM: 'nobody' })).toThrow(
      'MAIL_FROM',
    );
  });

  it('is otherwise the account at the mail server, or a name at the address people use', () => {
    expect(sender({ SMTP_URL: 'smtps://office%40isp.example:secret@mail.isp.example' })).toBe(
      'office@isp.example',
    );
    expect(sender({ SMTP_URL: 'smtp://mailer:secret@mail.isp.example' })).toBe(
      'billing@mail.isp.example',
    );
    expect(sender({ SMTP_URL: 'smtp://10.0.0.5:25', PUBLIC_URL: 'https://pay.isp.example' })).toBe(
      'billing@pay.isp.example',
    );
    expect(sender({ SMTP_URL: 'smtp://127.0.0.1:2525' })).toBe('billing@localhost.localdomain');
  });

  it('is nobody without a mail server', () => {
    expect(sender({ MAIL_FROM: 'billing@isp.example' })).toBeNull();
  });
});
