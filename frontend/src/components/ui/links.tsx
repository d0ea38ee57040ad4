import type { ActionIconProps, ButtonProps } from '@mantine/core';
import { ActionIcon, Button } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type Anchor<Props> = Props &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof Props> & { ref?: Ref<HTMLAnchorElement> };

function AnchorButton(props: Anchor<ButtonProps>) {
  return <Button component="a" {...props} />;
}

function AnchorIcon(props: Anchor<ActionIconProps>) {
  return <ActionIcon component="a" {...props} />;
}

/** Buttons that lead somewhere: real links with typed addresses. */
export const LinkButton = createLink(AnchorButton);
export const LinkIcon = createLink(AnchorIcon);
