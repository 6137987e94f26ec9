import type { Role } from "../api/types";

interface Props {
  name: string;
  role: Role;
  testId: string;
  choose: (role: Role) => void;
}

/** Lets an owner choose a person's role. */
export function RoleSelect({ name, role, testId, choose }: Props) {
  return (
    <select
      className="role"
      aria-label={`What ${name} can do`}
      value={role}
      data-testid={testId}
      onChange={(event) => choose(event.target.value as Role)}
    >
      <option value="owner">Owner</option>
      <option value="editor">Editor</option>
      <option value="viewer">Viewer</option>
      <option value="none">{role === "none" ? "Removed" : "Remove"}</option>
    </select>
  );
}
