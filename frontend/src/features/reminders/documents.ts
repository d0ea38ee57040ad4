import { graphql } from '@/generated/gql';
import type { RemindersQuery } from '@/generated/gql/graphql';

export type Reminders = RemindersQuery['reminders'];

export const RemindersDocument = graphql(`
  query Reminders($partnerId: ID) {
    reminders(partnerId: $partnerId) {
      windows
      setting {
        digest
        remindCustomers
        email
      }
      next {
        day
        window
        keys
      }
    }
  }
`);

export const SaveRemindersDocument = graphql(`
  mutation SaveReminders($input: SaveRemindersInput!) {
    saveReminders(input: $input) {
      reminders {
        windows
        setting {
          digest
          remindCustomers
          email
        }
      }
      errors {
        ...Problem
      }
    }
  }
`);

export const PreviewReminderDocument = graphql(`
  mutation PreviewReminder($input: PreviewReminderInput!) {
    previewReminder(input: $input) {
      preview {
        to
        from
        subject
        html
        text
        language
        day
        keys
      }
      errors {
        ...Problem
      }
    }
  }
`);
