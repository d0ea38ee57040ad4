import { graphql } from '@/generated/gql';
import type { TeamQuery } from '@/generated/gql/graphql';

export type Team = NonNullable<TeamQuery['team']>;
export type Person = Team['people'][number];
export type Invitation = Team['invitations'][number];

export const TeamFragment = graphql(`
  fragment WholeTeam on Team {
    partnerId
    partnerName
    suspension {
      since
      reason
    }
    people {
      id
      name
      login
      application
      role
      since
      signedInAt
      disabledAt
      lastOwner
    }
    invitations {
      id
      email
      role
      language
      state
      createdAt
      createdBy
      expiresAt
    }
  }
`);

export const TeamDocument = graphql(`
  query Team($partnerId: ID!) {
    team(partnerId: $partnerId) {
      ...WholeTeam
    }
  }
`);

export const InvitePersonDocument = graphql(`
  mutation InvitePerson($input: InvitePersonInput!) {
    invitePerson(input: $input) {
      team {
        ...WholeTeam
      }
      errors {
        ...Problem
      }
    }
  }
`);

export const RevokeInvitationDocument = graphql(`
  mutation RevokeInvitation($input: RevokeInvitationInput!) {
    revokeInvitation(input: $input) {
      team {
        ...WholeTeam
      }
      errors {
        ...Problem
      }
    }
  }
`);

export const ChangeRoleDocument = graphql(`
  mutation ChangeRole($input: ChangeRoleInput!) {
    changeRole(input: $input) {
      change {
        person {
          id
          role
        }
        gained {
          operation
          text
        }
        lost {
          operation
          text
        }
      }
      errors {
        ...Problem
      }
    }
  }
`);

export const DisablePersonDocument = graphql(`
  mutation DisablePerson($input: DisablePersonInput!) {
    disablePerson(input: $input) {
      team {
        ...WholeTeam
      }
      errors {
        ...Problem
      }
    }
  }
`);

export const EnablePersonDocument = graphql(`
  mutation EnablePerson($input: EnablePersonInput!) {
    enablePerson(input: $input) {
      team {
        ...WholeTeam
      }
      errors {
        ...Problem
      }
    }
  }
`);

export const SuspendPartnerDocument = graphql(`
  mutation SuspendPartner($input: SuspendPartnerInput!) {
    suspendPartner(input: $input) {
      team {
        ...WholeTeam
      }
      errors {
        ...Problem
      }
    }
  }
`);

export const ResumePartnerDocument = graphql(`
  mutation ResumePartner($input: ResumePartnerInput!) {
    resumePartner(input: $input) {
      team {
        ...WholeTeam
      }
      errors {
        ...Problem
      }
    }
  }
`);
