import { Button } from '@mantine/core';
import { useT } from '@/lib/i18n/useT';

export function SignOut() {
  const t = useT();
  return (
    <form method="post" action="/auth/sign-out">
      <Button type="submit" variant="default" size="xs">
        {t('app.signOut')}
      </Button>
    </form>
  );
}
