import { useParams } from "react-router";
import { ChallengeView } from "./ChallengeView";

/** The room of the challenge in the address; another challenge is another room. */
export default function ChallengeRoom() {
  const { id = "" } = useParams();
  return <ChallengeView key={id} id={id} />;
}
