import { builder } from '../builder.js';

export const ReviewOutcome = builder.enumType('ReviewOutcome', {
  values: {
    KEEPS: { description: 'The level stays.' },
    NOTICE: { description: 'Below for the first time: notice, and 60 days of grace.' },
    IN_GRACE: { description: 'Below, and the grace has not ended: the level stays.' },
    DEMOTED: { description: 'Below, and the grace has ended: one level down.' },
  } as const,
});
