using LinkageService.Configuration;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Features.Life;
using LinkageService.Features.Runs;
using LinkageService.Features.Statements;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Exports;

/// <summary>A kind of document that a run can be had as: what it is called, in which formats it comes, how it is written.</summary>
/// <param name="name">As the address names it, before the format: <c>notice</c>.</param>
/// <param name="formats">In the order in which a page offers them.</param>
internal abstract class ExportDocument(string name, params IReadOnlyList<ExportFormat> formats)
{
    /// <summary>As the address names it, before the format.</summary>
    public string Name => name;

    /// <summary>In the order in which a page offers them.</summary>
    public IReadOnlyList<ExportFormat> Formats => formats;

    /// <summary>What people call it.</summary>
    public abstract LocalizedText Title { get; }

    /// <summary>What a button calls it, before the format.</summary>
    public virtual LocalizedText ShortTitle => Title;

    /// <summary>What a run's own is called, in its heading and as a file.</summary>
    public virtual LocalizedText TitleOf(ExportSheet sheet) => Title;

    /// <summary>Whether it names the heads of the households to everybody, in full or with the surname only.</summary>
    public virtual bool ShowsNames => false;

    /// <summary>Whether it has as many rows to a page as one likes.</summary>
    public virtual bool HasRows => false;

    /// <summary>Whether it can be had with every amount as a formula.</summary>
    public virtual bool HasFormulas => false;

    /// <summary>What it is for, and who may see it.</summary>
    public abstract LocalizedText Purpose { get; }

    /// <summary>Whether it shows ID and account numbers, in full where that is allowed and audited.</summary>
    public virtual bool ShowsNumbers => false;

    /// <summary>Whether it can be had of one household.</summary>
    public virtual bool IsOfHouseholds => false;

    /// <summary>Whether a page offers it for a run.</summary>
    /// <param name="legalForm">Of the organisation.</param>
    /// <param name="state">Where the run stands.</param>
    public virtual bool IsOffered(string legalForm, string state) => true;

    /// <summary>Refuses what is too much for the document or comes too early, whatever its format.</summary>
    /// <exception cref="RefusedException">It is.</exception>
    public virtual void CheckSize(ExportRequest request, ExportFormat format, RunRow run, Limits limits)
    {
    }

    /// <summary>Writes it.</summary>
    /// <param name="source">What there is to show.</param>
    /// <param name="begin">Called once it is known that there will be a document: says where it goes.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">It cannot be had of this household or organisation.</exception>
    public abstract Task WriteAsync(ExportSource source, Func<Stream> begin, CancellationToken cancellation);
}

/// <summary>What a document is written from, all of one moment of the database.</summary>
/// <param name="Session">A snapshot.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="Format">As what.</param>
/// <param name="Sheet">The run as a whole.</param>
/// <param name="Rows">Its households.</param>
internal sealed record ExportSource(Session Session, ExportRequest Request, ExportFormat Format, ExportSheet Sheet, SheetRows Rows)
{
    /// <summary>Gives a household its numbers in full, which is in the audit log already; null leaves them masked.</summary>
    public RevealNumbers? Reveal { get; init; }

    /// <summary>Lists what is unusual in a run.</summary>
    public required FindExceptions Exceptions { get; init; }

    /// <summary>Distributions that can be explained.</summary>
    public required RecomputedRuns Recomputed { get; init; }

    /// <summary>Proofs of runs that were handed in.</summary>
    public required ProofTrees Proofs { get; init; }

    /// <summary>The tree over the audit log.</summary>
    public required AuditTree Log { get; init; }

    /// <summary>Where codes on paper lead to; null for none.</summary>
    public Uri? VerifyAddress { get; init; }
}
