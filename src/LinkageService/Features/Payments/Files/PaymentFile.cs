using LinkageService.Engine.Problems;
using LinkageService.Http;

namespace LinkageService.Features.Payments.Files;

/// <summary>A payment file as it goes to a bank: one, or several in a zip.</summary>
/// <param name="Name">Under which name it is kept.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Parts">The files, at least one: what each holds. Together they hold every payment once.</param>
/// <param name="Notes">What was written otherwise than it is stored, or looks wrong: to be shown before the file is sent.</param>
internal sealed record PaymentFile(
    string Name, string ContentType, byte[] Content, IReadOnlyList<PaymentFilePart> Parts, IReadOnlyList<PaymentNote> Notes)
{
    /// <summary>What people call it, without its ending; null for <see cref="Name"/>.</summary>
    public string? Title { get; init; }

    /// <summary>Under which name people keep it: 塘湾村2025年银行代发.xlsx.</summary>
    public string ShownName => new DownloadName(Name, Title).Shown;

    /// <summary>Payments in it.</summary>
    public int Count => Parts.Sum(part => part.Count);

    /// <summary>Their sum in fen.</summary>
    public long TotalFen => Parts.Sum(part => part.TotalFen);
}

/// <summary>One file for a bank.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Count">Payments in it.</param>
/// <param name="TotalFen">Their sum in fen.</param>
/// <param name="MessageId">Its own reference.</param>
internal sealed record PaymentFilePart(string Name, int Count, long TotalFen, string MessageId);

/// <summary>A payment of which somebody should know something.</summary>
/// <param name="Household">Whose.</param>
/// <param name="Field">Which field: a name of <see cref="PaymentField.All"/>.</param>
/// <param name="Words">What.</param>
internal sealed record PaymentNote(string Household, string Field, LocalizedText Words);
