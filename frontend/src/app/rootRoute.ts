import { createRootRoute } from '@tanstack/react-router';
import { RouteFailed, RouteMissing } from './RouteProblems';
import { Shell } from './Shell';

export const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: RouteMissing,
  errorComponent: RouteFailed,
});
