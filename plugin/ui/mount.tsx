import { createRoot } from '@wordpress/element';
import type { ComponentType } from 'react';
import { ErrorBoundary } from './controls/error-boundary.tsx';
import { ServiceProvider } from './service/service-provider.tsx';

/** Puts a screen into the element that the page printed for it; does nothing where there is none. */
export const mount = (id: string, Screen: ComponentType<{ element: HTMLElement }>): void => {
  const element = document.getElementById(id);
  if (!element) return;
  createRoot(element).render(
    <ErrorBoundary>
      <ServiceProvider>
        <Screen element={element} />
      </ServiceProvider>
    </ErrorBoundary>,
  );
};

/** Mounts once the document is there: WordPress may print scripts before or after the element. */
export const mountWhenReady = (id: string, Screen: ComponentType<{ element: HTMLElement }>): void => {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => mount(id, Screen), { once: true });
  else mount(id, Screen);
};
