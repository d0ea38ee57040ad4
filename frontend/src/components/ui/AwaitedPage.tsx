import type { CombinedError } from 'urql';
import { toProblem } from '@/lib/graphql/problem';
import { Loaded } from './Loaded';
import { Page } from './Page';
import { ErrorState } from './Problems';

interface AwaitedPageProps {
  title: string;
  /** As the reader calls it: "this quote". */
  object: string;
  /** Where there is none of this address for this reader. */
  unknown: string;
  result: { data?: unknown; error?: CombinedError | undefined; fetching: boolean };
  /** It was asked for, and is not there. */
  missing: boolean;
  retry: () => void;
}

/** The page of one thing while the thing is not there: still coming, not to be read, or not existing. */
export function AwaitedPage({ title, object, unknown, result, missing, retry }: AwaitedPageProps) {
  const { error, fetching } = result;
  return (
    <Page title={title}>
      {missing ? (
        <ErrorState
          object={object}
          problem={error ? toProblem(error) : { code: 'NOT_FOUND', message: unknown }}
        />
      ) : (
        <Loaded result={{ data: undefined, error, fetching }} retry={retry} object={object} height={480}>
          {() => null}
        </Loaded>
      )}
    </Page>
  );
}
