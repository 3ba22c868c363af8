/** What the page that WordPress printed says about itself and its reader. */
export interface AdminPage {
  screen: string;
  capabilities: string[];
  adminUrl: string;
  dashboardUrl?: string;
  settingsUrl: string;
  agentsUrl: string;
  proposalsUrl: string;
  locale: string;
  version: string;
  /** the agents that the site knows of, for screens that hold only a name. */
  agents: { name: string; title: string; output: string; targets?: string[] }[];
  providers: Provider[];
}

/** A provider of models (service/src/intelligence/contract.ts), with its texts translated. */
export interface Provider {
  name: string;
  title: string;
  label: string;
  needs: 'key' | 'address';
  /** null: a model must be named. */
  usual_model: string | null;
  /** where an account's credit is added. */
  account: string | null;
}

export type Capability = 'devskyy_view' | 'devskyy_run' | 'devskyy_approve' | 'devskyy_manage';

declare global {
  interface Window {
    devskyyAdmin?: AdminPage;
  }
}

const nowhere: AdminPage = {
  screen: '',
  capabilities: [],
  adminUrl: '',
  settingsUrl: '',
  agentsUrl: '',
  proposalsUrl: '',
  locale: 'en_US',
  version: '',
  agents: [],
  providers: [],
};

export const adminPage = (): AdminPage => window.devskyyAdmin ?? nowhere;

/** Whether the reader may; what they may not do is not shown. The site checks again. */
export const can = (capability: Capability): boolean => adminPage().capabilities.includes(capability);

/** An address of wp-admin with query arguments set; an argument of '' is left out. */
export const withArgs = (url: string, args: Record<string, string | number>): string => {
  const target = new URL(url, window.location.href);
  for (const [name, value] of Object.entries(args)) if (value !== '') target.searchParams.set(name, String(value));
  return target.toString();
};

export const agentsUrl = (args: Record<string, string | number> = {}): string => withArgs(adminPage().agentsUrl, args);
export const proposalsUrl = (args: Record<string, string | number> = {}): string => withArgs(adminPage().proposalsUrl, args);
export const editUrl = (id: number): string => withArgs(`${adminPage().adminUrl}post.php`, { post: id, action: 'edit' });

/** An argument of this page's address. */
export const pageArg = (name: string): string => new URL(window.location.href).searchParams.get(name) ?? '';

/** Changes arguments of this page's address without loading it; null takes one away. */
export const setPageArgs = (args: Record<string, string | number | null>): void => {
  const url = new URL(window.location.href);
  for (const [name, value] of Object.entries(args)) {
    if (value === null || value === '') url.searchParams.delete(name);
    else url.searchParams.set(name, String(value));
  }
  window.history.replaceState(null, '', url);
};
