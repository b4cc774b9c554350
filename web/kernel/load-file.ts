/** Loads a file of the site. @throws Error that names the file and the reason */
export async function loadFile(url: string): Promise<Response> {
  const response = await fetch(url).catch((error: unknown) => {
    throw new Error(
      `${url} could not be loaded: ${String(error)}. Check the network connection, then try again.`,
    );
  });
  if (!response.ok) throw new Error(`${url} could not be loaded: the server answered ${response.status}.`);
  return response;
}
