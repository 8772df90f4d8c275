using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using LinkageService.Vocabulary;

namespace LinkageService.Features.Payments.Files;

/// <summary>
/// Reads pain.002, what became of a file of payments: settled (ACSC) is paid, rejected (RJCT) is returned, whatever else is on its way.
/// Where a payment states nothing, what is stated of its group applies.
/// </summary>
internal sealed class StatusReport(PaymentResultLimits limits)
{
    private readonly ResultRowList _list = new(limits);
    private string? _messageId;
    private string? _status;
    private XElement? _reason;
    private DateOnly? _created;
    private int _transaction;

    /// <summary>Reads on from the document to its end.</summary>
    public PaymentResultFile Read(XmlReader xml, CancellationToken cancellation)
    {
        var isMore = IsoXml.ReadElement(xml);
        while (isMore)
        {
            cancellation.ThrowIfCancellationRequested();
            switch (xml.LocalName)
            {
                case "CreDtTm":
                    _created = IsoXml.Day(Take(xml));
                    break;
                case "OrgnlMsgId":
                    _messageId = Take(xml);
                    break;
                case "GrpSts" or "PmtInfSts":
                    _status = Take(xml) ?? _status;
                    break;
                case "StsRsnInf":
                    _reason = IsoXml.Take(xml);
                    break;
                case "TxInfAndSts":
                    Read(IsoXml.Take(xml));
                    break;
                default:
                    isMore = IsoXml.ReadElement(xml);
                    continue;
            }

            isMore = xml.NodeType is XmlNodeType.Element || IsoXml.ReadElement(xml);
        }

        return _list.Finish(PaymentResultForm.StatusReport) with { MessageId = IsoXml.Reference(_messageId), Whole = Whole() };
    }

    private void Read(XElement transaction)
    {
        _transaction++;
        var place = string.Create(CultureInfo.InvariantCulture, $"TxInfAndSts[{_transaction}]");
        var original = IsoXml.At(transaction, "OrgnlTxRef");
        var reference = IsoXml.Reference(IsoXml.Text(transaction, "OrgnlEndToEndId"));
        var account = IsoXml.Text(original, "CdtrAcct/Id/Othr/Id");
        if (reference is null && account is null)
        {
            _list.AddUnread(_transaction, place, "没有写是哪一笔（OrgnlEndToEndId）", "says not which payment (OrgnlEndToEndId)");
            return;
        }

        if (!IsoXml.TryFen(IsoXml.At(original, "Amt/InstdAmt"), out var fen))
        {
            _list.AddUnread(_transaction, place, "金额不是人民币，或写法不对", "the amount is not in yuan, or is none");
            return;
        }

        var own = IsoXml.Text(transaction, "TxSts");
        var outcome = OutcomeOf(own ?? _status);
        var reasons = IsoXml.All(transaction, "StsRsnInf").ToArray();
        var (reason, words) = ReasonOf(reasons.Length > 0 || own is not null ? reasons : [.. new[] { _reason }.OfType<XElement>()]);
        _list.Add(new PaymentResultRow(
            _transaction, reference, account, IsoXml.Text(original, "Cdtr/Nm") ?? IsoXml.Text(original, "Cdtr/Pty/Nm"), fen, outcome,
            outcome is PaymentOutcome.Returned ? reason : null, words,
            IsoXml.Day(IsoXml.Text(transaction, "FctvIntrBkSttlmDt/Dt") ?? IsoXml.Text(transaction, "AccptncDtTm")) ?? _created));
    }

    // Of payments that are not named: only what holds for all of them.
    private PaymentResultRow? Whole()
    {
        if (_status is not ("ACSC" or "RJCT") || _list.Rows.Any(row => row.Outcome != OutcomeOf(_status)))
        {
            return null;
        }

        var (reason, words) = ReasonOf([.. new[] { _reason }.OfType<XElement>()]);
        var outcome = OutcomeOf(_status);
        return new PaymentResultRow(
            0, null, null, null, null, outcome, outcome is PaymentOutcome.Returned ? reason : null, words, _created);
    }

    private static PaymentOutcome OutcomeOf(string? status) => ResultWords.IsoStatus(status ?? "") ?? PaymentOutcome.Pending;

    private static (string Reason, string? Words) ReasonOf(IReadOnlyList<XElement> reasons)
    {
        var code = reasons.Select(reason => IsoXml.Text(reason, "Rsn/Cd")).FirstOrDefault(text => text is not null);
        var words = IsoXml.Words(reasons.SelectMany(reason =>
            IsoXml.All(reason, "AddtlInf").Select(IsoXml.Text).Prepend(IsoXml.Text(reason, "Rsn/Prtry"))));
        return (ReturnReasons.OfBank(words, code).Code, words.Length > 0 ? ResultSheet.Cut(words) : code);
    }

    private static string? Take(XmlReader xml) => IsoXml.Text(IsoXml.Take(xml));
}
