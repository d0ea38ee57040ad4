import type { ReactNode } from 'react';
import type { UseQueryState } from 'urql';
import { toProblem } from '@/lib/graphql/problem';
import { ErrorState } from './Problems';
import { Skeleton } from './Skeleton';

interface LoadedProps<Data> {
  result: UseQueryState<Data, never> | Pick<UseQueryState<Data>, 'data' | 'error' | 'fetching'>;
  retry: () => void;
  /** As the reader calls it: "the customer". */
  object: string;
  /** Height kept while waiting, in pixels. */
  height: number;
  rows?: number;
  children: (data: Data) => ReactNode;
}

/** Skeleton, then the data; a failed part says so in its own place and leaves the rest of the page alone. */
export function Loaded<Data>({ result, retry, object, height, rows = 1, children }: LoadedProps<Data>) {
  const { data, error } = result;
  if (data !== undefined && data !== null) {
    return (
      <>
        {error ? <ErrorState object={object} problem={toProblem(error)} retry={retry} /> : null}
        {children(data)}
      </>
    );
  }
  if (error) return <ErrorState object={object} problem={toProblem(error)} retry={retry} />;
  return <Skeleton height={height} rows={rows} />;
}
