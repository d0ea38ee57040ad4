/** Where tables become cards and the navigation folds away. */
export const NARROW = '(max-width: 767px)';
