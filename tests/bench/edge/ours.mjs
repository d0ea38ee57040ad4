import { makeApp } from '../../../backend/edge/dist/app.js';
import { readConfig } from '../../../backend/edge/dist/config.js';
import { makeEdge } from '../../../backend/edge/dist/http/edge.js';
import { makeLog } from '../../../backend/edge/dist/log.js';

// The edge as it runs, with its limits, headers, costs and log, but for rates that a load generator would meet.
const unlimited = '1000000000';
const config = readConfig({
  EDGE_CORE_URL: process.env.CORE,
  EDGE_RATE_GRAPHQL: unlimited,
  EDGE_RATE_COST: unlimited,
  EDGE_LOG_LEVEL: 'info',
});
const app = await makeApp(makeEdge(config, makeLog(config.logLevel, { write: () => undefined })));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
process.on('message', () => process.send(process.cpuUsage()));
process.send('ready');
