using System.Diagnostics;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Proofs;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Calculations;
using LinkageService.Features.Life;
using LinkageService.Features.Runs;
using LinkageService.Features.Schemes;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Benchmarks.Batches;

/// <summary>Makes the year of one village after another, all that takes, and says how long each part took.</summary>
/// <param name="Database">Where to.</param>
/// <param name="Numbers">Seal the keys of proofs.</param>
/// <param name="Villages">What they are.</param>
/// <param name="Ticks">Of the workers, by phase.</param>
internal sealed record National(Database Database, PrivateNumbers Numbers, NationalVillages Villages, long[] Ticks)
{
    private readonly Dictionary<string, SchemeDocumentRow> _documents = [];
    private readonly Lock _lock = new();

    /// <summary>Works out the year of a village, and stores it.</summary>
    public Task<bool> StoreAsync(int village)
    {
        var began = Stopwatch.GetTimestamp();
        var (asked, roster) = (Villages.AskedOf(village), Villages.RosterOf(village));
        began = Ended(0, began);
        var distribution = Villages.Compute(village, asked, roster);
        began = Ended(1, began);
        var legal = Check(distribution);
        began = Ended(2, began);
        var (organization, id) = (VillageSizes.Id(village), Guid.CreateVersion7().ToString("N"));
        var proof = Prove(organization, id, distribution);
        began = Ended(3, began);
        var run = Pack(organization, id, distribution, asked, new RunLife { Legal = StoredLegal.Of(legal), Proof = proof });
        Ended(4, began);
        return Database.WriteAsync(new Change("制单员", TimeProvider.System.GetUtcNow()), async session =>
        {
            await RunStore.ClaimAsync(session, new IdempotencyRow(organization, "year", run.Blocks[0].Digest, id, run.Row.CreatedAt));
            await RunStore.AppendAsync(session, run);
            return true;
        });
    }

    private long Ended(int phase, long began)
    {
        var now = Stopwatch.GetTimestamp();
        Interlocked.Add(ref Ticks[phase], now - began);
        return now;
    }

    private static LegalSummary Check(Distribution distribution)
    {
        var date = new DateOnly(distribution.Terms.Year, 12, 31);
        var form = distribution.Scheme.LegalForms is [var only, ..] ? only : "rural_collective";
        var asked = new CheckedRun
        {
            LegalForm = form, RecordDate = date, Year = date.Year, Today = date, Figures = RunFigures.Of(distribution),
            Rules = RulePacks.Standard.Of(form, "", date), Facts = LegalFacts.Unknown,
        };
        return LegalSummary.Of(asked, LegalChecks.Run(asked));
    }

    private StoredProof Prove(string organization, string id, Distribution distribution)
    {
        var key = ProofKey.Make();
        var steps = distribution.Steps.Where(step => step.AmountsFen is not null)
            .Select(step => (step.Step.Id, step.Step.Title.Zh, step.AmountsFen!.Value, step.IsRecord)).ToArray();
        var (leaves, lines) = (new ProofLeaf[distribution.Roster.Count], new List<ProofLine>());
        for (var at = 0; at < leaves.Length; at++)
        {
            var due = 0L;
            lines.Clear();
            foreach (var (step, title, amounts, isRecord) in steps)
            {
                if (amounts.Span[at] is var fen and not 0)
                {
                    due += isRecord ? 0 : fen;
                    lines.Add(new ProofLine(step, title, fen, isRecord));
                }
            }

            leaves[at] = new ProofLeaf(
                distribution.Roster.Id(at), due, 0, new ProofStatement("", lines).Hash());
        }

        var scheme = distribution.Scheme;
        var root = ProofTree.Build(
            new ProofRun(organization, id, distribution.Terms.Year, $"{scheme.Id}@{scheme.Version}", distribution.Digest),
            new ProofKey(key), leaves).Root;
        return new StoredProof(
            Numbers.Encrypt(Convert.ToHexStringLower(key), organization, id), root.ToString(), root.Totals.Households,
            root.Totals.DueFen, root.Totals.OwedFen);
    }

    private NewRun Pack(
        string organization, string id, Distribution distribution, CalculateDistributionRequest asked, RunLife life)
    {
        var (scheme, summary, blocks) = (distribution.Scheme, CalculationSummary.Of(distribution), RunPacking.Blocks(id, distribution));
        var now = Moment.Of(TimeProvider.System.GetUtcNow());
        var row = new RunRow(
            id, organization, RunKinds.Distribution, Corrects: null, Policy: null, summary.Year, $"{summary.Year}-12-31", KnownAt: 0,
            RosterKinds.Inline, scheme.Id, scheme.Version, scheme.Digest, StoredRunTerms.Of(distribution, summary, asked).Text(),
            StoredRun.ResultText(summary, distribution), summary.Digest, distribution.Roster.Count, RunBlockRow.DigestOf(blocks),
            RunStates.Draft, Revision: 1, "制单员", life.Text(), now, now);
        return new NewRun(row, DocumentOf(scheme), blocks, RunPacking.Benefits(id, distribution), []);
    }

    private SchemeDocumentRow DocumentOf(Scheme scheme)
    {
        lock (_lock)
        {
            if (!_documents.TryGetValue(scheme.Digest, out var row))
            {
                row = new SchemeDocumentRow(scheme.Digest, scheme.Id, scheme.Version, SchemeDocumentText.Of(scheme));
                _documents.Add(scheme.Digest, row);
            }

            return row;
        }
    }
}
