/** The queue of one connection, as far as its test needs it. */
declare module 'kafkajs/src/network/requestQueue/index.js' {
  type Say = (message: string) => void;

  class RequestQueue {
    constructor(options: {
      maxInFlightRequests: number | null;
      requestTimeout: number;
      enforceRequestTimeout: boolean;
      clientId: string;
      broker: string;
      logger: { debug: Say; info: Say; warn: Say; error: Say };
    });
    checkPendingRequests(): void;
    maybeThrottle(milliseconds: number): void;
    push(request: {
      entry: { correlationId: number; resolve: () => void; reject: () => void };
      expectResponse: boolean;
      requestTimeout: number;
      sendRequest: () => void;
    }): void;
  }
  export = RequestQueue;
}
