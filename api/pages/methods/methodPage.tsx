import type { PresentedMethod } from '../../present/method.ts';
import { Page, type Viewer } from '../frame/page.tsx';
import { MethodBody } from './methodBody.tsx';

/** One method, read whole. */
export const MethodPage = ({
  viewer,
  method,
}: {
  readonly viewer: Viewer;
  readonly method: PresentedMethod;
}) => (
  <Page
    title={method.label}
    section="methods"
    viewer={viewer}
    back={{ href: '/methodes', label: 'Méthodes' }}
    lead={`Version ${method.version}`}
    actions={
      <a class="button" href={`/methodes/comparer?apres=${encodeURIComponent(method.id)}`}>
        Comparer à une autre
      </a>
    }
  >
    <MethodBody method={method} />
  </Page>
);
