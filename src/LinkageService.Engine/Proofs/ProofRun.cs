namespace LinkageService.Engine.Proofs;

/// <summary>
/// The run that proofs belong to. Every leaf is bound to it, so last year's slip or another village's proves nothing here.
/// </summary>
/// <param name="Organization">Id of whom it distributes for.</param>
/// <param name="Run">Its id.</param>
/// <param name="Year">The year it is of, four digits.</param>
/// <param name="Scheme">Name and version of its scheme, as <c>name@3</c>.</param>
/// <param name="Digest">The digest of its result, as <c>sha256:…</c>.</param>
public sealed record ProofRun(string Organization, string Run, int Year, string Scheme, string Digest)
{
    internal byte[] Context()
    {
        using var bytes = new ProofBytes(ProofBytes.Run);
        bytes.Literal("linkage/proof/v1/run");
        bytes.Text(Organization);
        bytes.Text(Run);
        bytes.UInt32(Year);
        bytes.Text(Scheme);
        bytes.Text(Digest);
        return bytes.Sum();
    }
}
