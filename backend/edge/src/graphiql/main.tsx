import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';
import { createRoot } from 'react-dom/client';

/** Free documents under the reader's own session, or under a token given in the header editor. */
const fetcher = createGraphiQLFetcher({
  url: '/graphql',
  headers: { 'Tessera-Csrf': '1', 'Tessera-Graphiql': '1' },
});

const WELCOME = `# Signed in, you read with your own rights. With a token, set under Headers:
#   { "Authorization": "Bearer …" }
{
  keys(first: 10, filter: { status: [ACTIVE] }) {
    nodes { id number status lastDay customer { name } }
    total { count atLeast }
  }
}
`;

const place = document.getElementById('graphiql');
if (place) createRoot(place).render(<GraphiQL fetcher={fetcher} defaultQuery={WELCOME} />);
