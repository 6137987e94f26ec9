import type { Paged } from "../api/usePaged";
import { Button } from "./Button";
import { Loading } from "./Loading";
import { Notice } from "./Notice";

/** Stands at the end of a list that is loaded page by page. */
export function PagedEnd({ list }: { list: Paged<unknown> }) {
  if (list.loading) return <Loading />;
  if (list.error) {
    return (
      <Notice>
        {list.error.message} <Button onClick={list.loadMore}>Try again</Button>
      </Notice>
    );
  }
  return list.more ? (
    <Button onClick={list.loadMore} testId="show-more">
      Show more
    </Button>
  ) : null;
}
