/** What `signatures/signDoc` made, in the two lists of the specification (§11.11): with the document, or alone. */
export function answerOf(isAlone: readonly boolean[], made: readonly Buffer[]) {
  const those = (alone: boolean) =>
    made.filter((_, at) => isAlone[at] === alone).map((each) => each.toString('base64'));
  const [together, alone] = [those(false), those(true)];
  return {
    ...(together.length > 0 && { DocumentWithSignature: together }),
    ...(alone.length > 0 && { SignatureObject: alone }),
  };
}
