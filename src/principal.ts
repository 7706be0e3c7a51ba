/** Who sent something. Until identity exists, whoever reaches the loopback address or the data directory. */
export interface Principal {
  /** Committed to in the log, never stated in plain in RDF. */
  readonly id: string;
}

/** What was received, as received: the log commits to these bytes. */
export interface Received {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}
