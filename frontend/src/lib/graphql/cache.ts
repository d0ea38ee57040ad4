import type { CacheExchangeOpts, UpdateResolver } from '@urql/exchange-graphcache';

/** They carry the id of something else, or one that names nothing here: each lives inside the object that shows it. */
const linked = [
  'ApplicationPartner',
  'CustomerLink',
  'KeyLink',
  'OrderLink',
  'PartnerLink',
  'PlanKey',
  'RuleVersion',
  'SearchHit',
  'Viewing',
  'ViewingLink',
];

/**
 * Types without an identity of their own live inside the object that shows them, too. The cache does so by itself; while
 * developing it says of each type that is not named here that it found no key.
 */
const embedded = import.meta.env.DEV
  ? [
      'Acknowledgement',
      'Activation',
      'AnnouncedRules',
      'Attention',
      'BackTest',
      'BackTestHalfYear',
      'BackTestMove',
      'Buyer',
      'Catalogue',
      'CatalogueEdition',
      'Cause',
      'Certificate',
      'CertificateCriterion',
      'CertificateFlip',
      'CertificateNeed',
      'CertificationPath',
      'Certifications',
      'Checkout',
      'CourseResults',
      'Criterion',
      'DeadlineExtension',
      'Enrolment',
      'Entitlement',
      'ExpiryDay',
      'Exemption',
      'Explanation',
      'Fact',
      'FallbackRow',
      'FallbackTable',
      'Feature',
      'Flip',
      'GivenNotice',
      'Holding',
      'Home',
      'ImportProblem',
      'KeyAction',
      'KeyDate',
      'KeyMatches',
      'KeyReview',
      'LedgerCheck',
      'LedgerSums',
      'LevelDraft',
      'LevelProblem',
      'LevelRow',
      'LevelRuleBook',
      'LevelRuleChange',
      'LevelRules',
      'LevelStep',
      'LevelVersion',
      'LevelWithdrawal',
      'LifecycleProfile',
      'LineRefusal',
      'LineStop',
      'LineWarning',
      'MailPreview',
      'MajorVersion',
      'Me',
      'Membership',
      'MissingPeople',
      'Money',
      'NextLevel',
      'NextReview',
      'OrderLine',
      'PartnerLevel',
      'PathColumn',
      'PayLink',
      'Permission',
      'Phase',
      'Plan',
      'PlanGoal',
      'PlanStep',
      'PolicyCalendar',
      'PolicyStage',
      'PriceBook',
      'PriceRow',
      'PriceStep',
      'QuoteAction',
      'QuoteChange',
      'QuoteEvent',
      'QuoteLine',
      'QuotePreview',
      'QuoteVersion',
      'ReachedLevel',
      'Reminded',
      'ReminderDay',
      'ReminderPreview',
      'ReminderSetting',
      'Reminders',
      'Replay',
      'ResultMark',
      'ReviewAction',
      'ReviewApproval',
      'ReviewCheck',
      'ReviewCounts',
      'ReviewLine',
      'ReviewRecord',
      'ReviewResult',
      'Right',
      'RoleChange',
      'Seller',
      'Service',
      'SizeAdvice',
      'SizeRow',
      'SizeTable',
      'Standing',
      'Statement',
      'Suspension',
      'Switch',
      'Team',
      'Tenant',
      'Term',
      'Total',
      'Transfer',
      'UsageReport',
      'UserError',
      'VatRate',
      'WeighedLevel',
    ]
  : [];

type Invalidate = UpdateResolver;

const isDry = (args: unknown): boolean =>
  (args as { input?: { dryRun?: boolean | null } } | null)?.input?.dryRun === true;

/** A kept write moves rows between lists and figures: let them be read again when next looked at. */
const forget =
  (...fields: string[]): Invalidate =>
  (_result, args, cache) => {
    if (isDry(args)) return;
    for (const { fieldName, arguments: given } of cache.inspectFields('Query')) {
      if (fields.includes(fieldName)) cache.invalidate('Query', fieldName, given);
    }
  };

/** The same, but only where the write was not refused: what is typed must not be read over. */
const forgetIfKept =
  (field: string, ...fields: string[]): Invalidate =>
  (result, args, cache, info) => {
    const answer = result[field] as { errors?: unknown[] } | null;
    if (answer?.errors?.length === 0) forget(...fields)(result, args, cache, info);
  };

const afterKey = forget('keys', 'home', 'expiry');
const afterCustomer = forget('customers', 'keys');
const afterQuote = forget('quotes', 'home');
const afterMoney = forget('credits', 'orders', 'order', 'ledgerCheck', 'home');
const afterReview = forget('reviews', 'review', 'reviewResults');
const afterImport = forget('imports', 'keys', 'customers', 'home', 'expiry');

const keyCommands = [
  'issueKey',
  'releaseKey',
  'reportUsage',
  'renewKey',
  'renewMaintenance',
  'extendDeadline',
  'assignKey',
  'proposeTransfer',
  'acceptTransfer',
  'declineTransfer',
  'reissueKey',
  'tradeInKey',
  'upgradeKey',
  'downgradeKey',
  'acknowledgeOverLimit',
  'closeKey',
] as const;

const quoteCommands = [
  'createQuote',
  'reviseQuote',
  'sendQuote',
  'revokePayLink',
  'voidQuote',
  'payQuote',
] as const;

const reviewCommands = [
  'startReview',
  'stopReview',
  'resumeReview',
  'approveReview',
  'publishReview',
  'cancelReview',
  'exemptPartner',
] as const;

const teamCommands = [
  'invitePerson',
  'revokeInvitation',
  'changeRole',
  'disablePerson',
  'enablePerson',
  'suspendPartner',
  'resumePartner',
] as const;

const learningCommands = [
  'createCourse',
  'changeCourse',
  'cancelCourse',
  'enrolPerson',
  'withdrawPerson',
  'recordResults',
  'revokeCertificate',
] as const;

export const cacheOptions: CacheExchangeOpts = {
  keys: {
    ...Object.fromEntries([...linked, ...embedded].map(name => [name, () => null])),
    InboxEvent: event => (typeof event.eventId === 'string' ? event.eventId : null),
  },
  updates: {
    Mutation: {
      ...Object.fromEntries(keyCommands.map(name => [name, afterKey])),
      ...Object.fromEntries(quoteCommands.map(name => [name, afterQuote])),
      settleCredit: afterMoney,
      refundOrder: afterMoney,
      correctPoints: forget('level', 'points', 'plan', 'partners', 'partner', 'reviewResult'),
      correctReview: forget('level', 'plan', 'partners', 'partner', 'reviewResult'),
      saveLevelRules: forgetIfKept('saveLevelRules', 'levelRules'),
      discardLevelRules: forgetIfKept('discardLevelRules', 'levelRules'),
      publishLevelRules: forgetIfKept('publishLevelRules', 'levelRules', 'level', 'plan'),
      withdrawLevelRules: forgetIfKept('withdrawLevelRules', 'levelRules', 'level', 'plan'),
      addPartnerNote: forget('partnerNotes'),
      ...Object.fromEntries(reviewCommands.map(name => [name, afterReview])),
      approveApplication: forget('applications', 'partners'),
      declineApplication: forget('applications'),
      ...Object.fromEntries(teamCommands.map(name => [name, forget('team', 'level')])),
      saveCertificationPath: forget('certificationPaths', 'certifications', 'courses'),
      ...Object.fromEntries(
        learningCommands.map(name => [name, forget('courses', 'course', 'certifications', 'level', 'plan')]),
      ),
      retryInbox: forget('inbox', 'home'),
      sendAgain: forget('messages', 'home'),
      saveReminders: forget('reminders'),
      registerCustomer: afterCustomer,
      editCustomer: afterCustomer,
      commitImport: afterImport,
      stopImport: forget('imports'),
      resumeImport: forget('imports'),
    },
  },
};
