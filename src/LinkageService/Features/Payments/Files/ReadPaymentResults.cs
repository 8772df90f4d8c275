using System.Text;
using System.Xml;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Tables;

namespace LinkageService.Features.Payments.Files;

/// <summary>
/// Reads what a bank answers, whatever it is: a sheet, a text with bars, a message of ISO 20022. What it is, its bytes say, not its name.
/// </summary>
internal static class ReadPaymentResults
{
    private const int StartBytes = 8_192;
    private const string IsoNamespace = "urn:iso:std:iso:20022:";

    /// <summary>Reads a file to its end.</summary>
    /// <param name="file">Its bytes, from where the stream stands.</param>
    /// <param name="limits">What is refused.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">
    /// <c>body_too_large</c>; <c>malformed_csv</c>, <c>malformed_xlsx</c>, <c>malformed_xml</c>; <c>invalid_value</c> where it is none of
    /// the forms, or says nothing of results.
    /// </exception>
    public static async Task<PaymentResultFile> HandleAsync(
        Stream file, PaymentResultLimits limits, CancellationToken cancellation)
    {
        try
        {
            using var spool = await TableSpool.OfAsync(file, limits.MaxBytes, cancellation);
            return await Task.Run(() => Read(spool, limits, cancellation), cancellation);
        }
        catch (TableException exception)
        {
            throw new RefusedException(Failure.Of(exception.Problem));
        }
        catch (XmlException exception)
        {
            throw new RefusedException(Failure.Of(new Problem(ProblemCodes.MalformedXml, "file", new LocalizedText(
                $"XML 第 {exception.LineNumber} 行读不下去：不完整、写法不对，或带有 DTD；请向银行重新下载",
                $"the XML cannot be read on at line {exception.LineNumber}: cut short, not well formed, or with a DTD; download it again"))
            {
                Line = exception.LineNumber,
            }));
        }
        catch (DecoderFallbackException)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.MalformedXml,
                "XML 里的文字与它写明的编码不符；请向银行重新下载", "the XML is not in the encoding that it states; download it again", "file"));
        }
    }

    private static PaymentResultFile Read(TableSpool spool, PaymentResultLimits limits, CancellationToken cancellation)
    {
        spool.Content.Position = 0;
        if (TableFormatDetection.Of(spool.Content) is TableFormat.Csv && Start(spool.Content) is var start)
        {
            if (start.TrimStart('\uFEFF', ' ', '\t', '\r', '\n').StartsWith('<') && start.Contains(IsoNamespace, StringComparison.Ordinal))
            {
                return IsoResults.Read(spool.Content, limits, cancellation);
            }

            if (BarText.IsOne(start))
            {
                return BarText.Read(spool.Content, limits, cancellation);
            }
        }

        var table = TableLimits.Default with { MaxBytes = limits.MaxBytes };
        using var reader = TableReader.Open(spool, sheet: null, table, TableMending.None, ResultHeadings.Find);
        var sheet = new ResultSheet(ResultColumns.Of(reader.Headings), limits, hasCells: true);
        while (reader.Read() is { } row)
        {
            cancellation.ThrowIfCancellationRequested();
            sheet.Read(row);
        }

        return sheet.Finish(PaymentResultForm.Sheet);
    }

    // Bytes beyond ASCII do not matter here, and a UTF-16 mark says enough.
    private static string Start(Stream file)
    {
        var bytes = new byte[StartBytes];
        file.Position = 0;
        var start = bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        file.Position = 0;
        return start.StartsWith(Encoding.Unicode.Preamble) ? Encoding.Unicode.GetString(start)
            : start.StartsWith(Encoding.BigEndianUnicode.Preamble) ? Encoding.BigEndianUnicode.GetString(start)
            : Encoding.Latin1.GetString(start.StartsWith(Encoding.UTF8.Preamble) ? start[3..] : start);
    }
}
