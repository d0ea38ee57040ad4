import { graphql } from '@/generated/gql';
import type { SalesLineFragment as Line, SalesPreviewFragment as Preview } from '@/generated/gql/graphql';

export type SalesLine = Line;
export type SalesPreview = Preview;

/** One line of a quote or of its preview; what a refused line does not have is null. */
export const SalesLineFragment = graphql(`
  fragment SalesLine on QuoteLine {
    line
    keyId
    number
    customer {
      id
      name
    }
    kind
    edition
    size
    years
    from
    to
    keyLastDay
    list {
      ...Amount
    }
    net {
      ...Amount
    }
    vat {
      ...Amount
    }
    gross {
      ...Amount
    }
    partnerNet {
      ...Amount
    }
    margin {
      ...Amount
    }
    maxExtensions
    counted
    over
    acknowledgement
    stops {
      code
      text
    }
    stopsOn
    ifNotRenewed
    steps {
      kind
      rule
      version
      amount {
        ...Amount
      }
      text
    }
    warnings {
      code
      rule
      text
    }
    refusal {
      ...Refusing
    }
  }
`);

/** What a quote or its next version would be: nothing of it is kept (OM-2). */
export const SalesPreviewFragment = graphql(`
  fragment SalesPreview on QuotePreview {
    net {
      ...Amount
    }
    vat {
      ...Amount
    }
    gross {
      ...Amount
    }
    vatText
    vatTreatment
    validUntil
    lines {
      ...SalesLine
    }
  }
`);

interface Group {
  id: string;
  name: string;
  lines: SalesLine[];
}

/** Lines under their customer, in the order in which they stand. */
export function byCustomer(lines: readonly SalesLine[]): Group[] {
  const groups = new Map<string, Group>();
  for (const line of lines) {
    const id = line.customer?.id ?? '';
    const group = groups.get(id) ?? { id, name: line.customer?.name ?? '', lines: [] };
    group.lines.push(line);
    groups.set(id, group);
  }
  return [...groups.values()];
}

/** What the partner keeps where the customer pays; undefined where no line says. All lines of a quote share one currency. */
export function marginOf(lines: readonly SalesLine[]): { minor: number; currency: string } | undefined {
  const margins = lines.flatMap(line => (line.margin ? [line.margin] : []));
  const [first] = margins;
  if (!first || margins.length < lines.length) return undefined;
  return { minor: margins.reduce((sum, margin) => sum + margin.minor, 0), currency: first.currency };
}
