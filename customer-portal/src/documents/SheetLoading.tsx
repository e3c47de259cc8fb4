import { Bone, Loading } from '../ui/states.tsx';

/** A sheet of paper that is still to come. */
export function SheetLoading() {
  return (
    <Loading>
      <div className="sheet sheet-loading">
        <Bone width="35%" height="1.5rem" />
        <Bone width="60%" />
        <Bone height="8rem" />
        <Bone height="12rem" />
      </div>
    </Loading>
  );
}
