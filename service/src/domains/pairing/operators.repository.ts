export interface Operator {
  id: string;
  email: string;
  passwordHash: string;
}

export interface Session {
  userId: string;
  csrf: string;
  expiresAt: Date;
}

/** The service's operators and their browser sessions. */
export interface OperatorRepository {
  any(): Promise<boolean>;
  byEmail(email: string): Promise<Operator | null>;
  /** Adds the first operator; false when there is one already. */
  addFirst(operator: Operator): Promise<boolean>;
  addSession(tokenHash: string, session: Session): Promise<void>;
  session(tokenHash: string): Promise<Session | null>;
}
