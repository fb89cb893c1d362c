/** Namespaces and identifiers of XAdES (ETSI EN 319 132-1). */
export const XADES = 'http://uri.etsi.org/01903/v1.3.2#';
export const XADES141 = 'http://uri.etsi.org/01903/v1.4.1#';
/** Type of the reference to the signed properties (§4.4.2). */
export const SIGNED_PROPERTIES_TYPE = 'http://uri.etsi.org/01903#SignedProperties';
