export {
  approveDestination,
  type DestinationAsked,
  isSuperseded,
} from './approve-destination.ts';
export {
  approvalsOf,
  type DestinationApproval,
  type DestinationCalls,
  type DestinationEvidence,
  type DestinationRestriction,
  dueDestinations,
  isDestinationApplied,
  listDestinations,
  readDestination,
  standingDestinations,
} from './destination.ts';
export {
  deleteDryRunDestination,
  findDryRunDestination,
  putDryRunDestination,
} from './dry-run-destinations.ts';
export {
  countUnmirroredDestinations,
  markDestinationsMirrored,
  unmirroredDestinations,
} from './mirror-destinations.ts';
export {
  type DestinationMove,
  moveDestination,
  noteDestinationAttempt,
  noteDestinationProblem,
  releaseDestination,
} from './move-destination.ts';
export {
  type DestinationRequest,
  placeDestination,
  proposeDestination,
} from './request-destination.ts';
