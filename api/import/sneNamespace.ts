/** Namespace of the SNE exchange format `interfaceNuu`, versions 02.00 and 02.01. */
export const SNE_NAMESPACE = 'http://nuu.application.i2/';
