/** Opens a household's own explanation. A form, so that its number stays out of addresses. */
export const HouseholdLink = ({
  number,
  vacancy,
}: {
  readonly number: string;
  /** Freed dwelling that one comes from. */
  readonly vacancy: string;
}) => (
  <form method="post" action="/demande" class="inline">
    <input type="hidden" name="number" value={number} />
    <input type="hidden" name="vacancy" value={vacancy} />
    <button type="submit">
      Expliquer au ménage<span class="hidden"> {number}</span>
    </button>
  </form>
);
