using System.Globalization;
using System.IO.Compression;
using LinkageService.Engine;

namespace LinkageService.Features.Payments.Files;

/// <summary>Payments over several files, where a bank takes no more in one.</summary>
internal static class PaymentParts
{
    // A zip cannot state an earlier time.
    private static readonly DateTimeOffset Timestamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes each part, and puts them together: the only one as it is, several in a zip. The same gives the same bytes.</summary>
    /// <param name="batch">The payments and what they are called.</param>
    /// <param name="kind">What each file is.</param>
    /// <param name="maxRows">Payments of one file.</param>
    /// <param name="notes">What somebody should know.</param>
    /// <param name="write">Writes the payments from a place on, as many as the part says.</param>
    public static PaymentFile Write(
        PaymentBatch batch, PaymentFileKind kind, int maxRows, IReadOnlyList<PaymentNote> notes, Func<PaymentFilePart, int, byte[]> write)
    {
        var chunks = batch.Orders.Chunk(maxRows).ToArray();
        var (parts, written, from) = (new List<PaymentFilePart>(), new List<byte[]>(), 0);
        foreach (var chunk in chunks)
        {
            var suffix = chunks.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{parts.Count + 1}");
            var part = new PaymentFilePart(
                batch.Stem + suffix + kind.Extension, chunk.Length, chunk.Sum(order => order.AmountFen), batch.Head.MessageId + suffix);
            parts.Add(part);
            written.Add(write(part, from));
            from += chunk.Length;
        }

        var file = parts.Count == 1
            ? new PaymentFile(parts[0].Name, kind.ContentType, written[0], parts, notes)
            : new PaymentFile(batch.Stem + ".zip", "application/zip", Zip(parts, written), parts, notes);
        if (file.Count != batch.Orders.Count || file.TotalFen != batch.Orders.Sum(order => order.AmountFen))
        {
            throw new InvariantBrokenException("the files of a batch hold every payment once");
        }

        return file with { Title = batch.Title };
    }

    private static byte[] Zip(List<PaymentFilePart> parts, List<byte[]> written)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var at = 0; at < parts.Count; at++)
            {
                var entry = zip.CreateEntry(parts[at].Name);
                entry.LastWriteTime = Timestamp;
                using var content = entry.Open();
                content.Write(written[at]);
            }
        }

        return bytes.ToArray();
    }
}

/// <summary>Payments to be written for a bank.</summary>
/// <param name="Head">Who pays, from where, and when.</param>
/// <param name="Orders">The payments, in the order of the file.</param>
/// <param name="Stem">The file's name before the dot.</param>
internal sealed record PaymentBatch(PaymentFileHead Head, IReadOnlyList<PaymentOrder> Orders, string Stem)
{
    /// <summary>What people call the file, without its ending; null for its name.</summary>
    public string? Title { get; init; }
}

/// <summary>What a file is.</summary>
/// <param name="Extension">With the dot.</param>
/// <param name="ContentType">As HTTP says it.</param>
internal sealed record PaymentFileKind(string Extension, string ContentType);
