/** Where the form of the page of imports sends a file: the guard lets large bodies in there. */
export const IMPORT_PAGE = '/imports';
