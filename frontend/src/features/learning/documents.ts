import { graphql } from '@/generated/gql';
import type {
  CertificationPathsQuery,
  CertificationsQuery,
  CourseQuery,
  CoursesQuery,
} from '@/generated/gql/graphql';

export type Certifications = NonNullable<CertificationsQuery['certifications']>;
export type CertifiedPerson = Certifications['people'][number];
export type Cell = CertifiedPerson['certificates'][number];
export type Course = CoursesQuery['courses']['nodes'][number];
export type WholeCourse = NonNullable<CourseQuery['course']>;
export type Enrolment = WholeCourse['enrolments'][number];
export type CertificationPath = CertificationPathsQuery['certificationPaths'][number];

export const CourseFragment = graphql(`
  fragment WholeCourse on Course {
    id
    kind
    path
    pathName
    title
    language
    startsAt
    endsAt
    starts
    ends
    timeZone
    openUntil
    seats
    taken
    state
    link
    cancelReason
    version
    enrolments {
      personId
      person
      partnerName
      enrolledAt
      outcome
      outcomeOn
      certificateId
    }
  }
`);

export const CertificationsDocument = graphql(`
  query Certifications($partnerId: ID!) {
    certifications(partnerId: $partnerId) {
      partnerId
      partnerName
      today
      level
      paths {
        code
        name
        validityMonths
        certified
      }
      people {
        id
        name
        login
        role
        disabled
        you
        certificates {
          id
          path
          from
          until
          state
          counts
          revokedOn
          revocationReason
        }
        coming {
          id
          path
          title
          startsAt
        }
      }
      next {
        code
        name
        pointsMissing
        people {
          path
          pathName
          required
          actual
          missing
        }
      }
    }
  }
`);

export const CoursesDocument = graphql(`
  query Courses($first: Int!, $after: String, $time: CourseTime, $path: String) {
    courses(first: $first, after: $after, time: $time, path: $path) {
      nodes {
        ...WholeCourse
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export const CourseDocument = graphql(`
  query Course($id: ID!) {
    course(id: $id) {
      ...WholeCourse
    }
  }
`);

export const CertificationPathsDocument = graphql(`
  query CertificationPaths {
    certificationPaths {
      code
      name
      validityMonths
      described
      inRules
    }
  }
`);

export const EnrolPersonDocument = graphql(`
  mutation EnrolPerson($input: EnrolPersonInput!) {
    enrolPerson(input: $input) {
      course {
        ...WholeCourse
      }
      errors {
        ...Problem
      }
    }
  }
`);

export const WithdrawPersonDocument = graphql(`
  mutation WithdrawPerson($input: WithdrawPersonInput!) {
    withdrawPerson(input: $input) {
      course {
        ...WholeCourse
      }
      errors {
        ...Problem
      }
    }
  }
`);

export const RemindPersonDocument = graphql(`
  mutation RemindPerson($input: RemindPersonInput!) {
    remindPerson(input: $input) {
      reminded {
        person
        sent
      }
      errors {
        ...Problem
      }
    }
  }
`);

export const RevokeCertificateDocument = graphql(`
  mutation RevokeCertificate($input: RevokeCertificateInput!) {
    revokeCertificate(input: $input) {
      certificate {
        id
        revokedOn
      }
      errors {
        ...Problem
      }
    }
  }
`);

export const SaveCertificationPathDocument = graphql(`
  mutation SaveCertificationPath($input: SaveCertificationPathInput!) {
    saveCertificationPath(input: $input) {
      path {
        code
        name
      }
      errors {
        ...Problem
      }
    }
  }
`);

export const CreateCourseDocument = graphql(`
  mutation CreateCourse($input: CreateCourseInput!) {
    createCourse(input: $input) {
      course {
        ...WholeCourse
      }
      errors {
        ...Problem
      }
    }
  }
`);

export const ChangeCourseDocument = graphql(`
  mutation ChangeCourse($input: ChangeCourseInput!) {
    changeCourse(input: $input) {
      course {
        ...WholeCourse
      }
      errors {
        ...Problem
      }
    }
  }
`);

export const CancelCourseDocument = graphql(`
  mutation CancelCourse($input: CancelCourseInput!) {
    cancelCourse(input: $input) {
      course {
        ...WholeCourse
      }
      errors {
        ...Problem
      }
    }
  }
`);

export const RecordResultsDocument = graphql(`
  mutation RecordResults($input: RecordResultsInput!) {
    recordResults(input: $input) {
      results {
        course {
          ...WholeCourse
        }
        levels {
          partnerName
          name
        }
      }
      errors {
        ...Problem
      }
    }
  }
`);
