export default function Page() {
  return <h1>catalogues</h1>;
}
