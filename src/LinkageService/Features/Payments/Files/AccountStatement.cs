using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using LinkageService.Vocabulary;

namespace LinkageService.Features.Payments.Files;

/// <summary>
/// Reads camt.053 and camt.054, what moved on the paying account: a booked debit with our reference is paid, a credit of a return (RRTN,
/// or with a reason of return, or a reversal) is returned. All else is another business of the account.
/// </summary>
internal sealed class AccountStatement(PaymentResultLimits limits)
{
    private const string Return = "RRTN";

    private readonly ResultRowList _list = new(limits);
    private int _transaction;

    /// <summary>Reads on from the document to its end.</summary>
    public PaymentResultFile Read(XmlReader xml, CancellationToken cancellation)
    {
        var isMore = IsoXml.ReadElement(xml);
        while (isMore)
        {
            cancellation.ThrowIfCancellationRequested();
            if (xml.LocalName != "Ntry")
            {
                isMore = IsoXml.ReadElement(xml);
                continue;
            }

            Read(IsoXml.Take(xml));
            isMore = xml.NodeType is XmlNodeType.Element || IsoXml.ReadElement(xml);
        }

        return _list.Finish(PaymentResultForm.Statement);
    }

    private void Read(XElement entry)
    {
        var details = IsoXml.All(entry, "NtryDtls").SelectMany(each => IsoXml.All(each, "TxDtls")).ToArray();
        if (details.Length == 0)
        {
            Read(entry, new XElement("TxDtls"), isOnly: true);
        }

        foreach (var detail in details)
        {
            Read(entry, detail, details.Length == 1);
        }
    }

    private void Read(XElement entry, XElement detail, bool isOnly)
    {
        _transaction++;
        var place = string.Create(CultureInfo.InvariantCulture, $"TxDtls[{_transaction}]");
        var isBack = IsBack(entry, detail);
        var reference = IsoXml.Reference(IsoXml.Text(detail, "Refs/EndToEndId"));
        if (isBack is null || (reference is null && isBack is false))
        {
            _list.PassOver();
            return;
        }

        if (reference is null)
        {
            _list.AddUnread(_transaction, place, "退回的一笔没有写是哪一笔（EndToEndId）", "a return says not of which payment (EndToEndId)");
            return;
        }

        if (!IsoXml.TryFen(AmountOf(entry, detail, isOnly), out var fen))
        {
            _list.AddUnread(_transaction, place, "金额不是人民币，或写法不对", "the amount is not in yuan, or is none");
            return;
        }

        var outcome = !IsBooked(entry) ? PaymentOutcome.Pending : isBack.Value ? PaymentOutcome.Returned : PaymentOutcome.Paid;
        var (reason, words) = ReasonOf(detail);
        var payee = isBack.Value ? null : IsoXml.At(detail, "RltdPties");
        _list.Add(new PaymentResultRow(
            _transaction, reference, IsoXml.Text(payee, "CdtrAcct/Id/Othr/Id"),
            IsoXml.Text(payee, "Cdtr/Nm") ?? IsoXml.Text(payee, "Cdtr/Pty/Nm"), fen, outcome,
            outcome is PaymentOutcome.Returned ? reason : null, words,
            IsoXml.Day(IsoXml.Text(entry, "BookgDt/Dt") ?? IsoXml.Text(entry, "BookgDt/DtTm") ?? IsoXml.Text(entry, "ValDt/Dt"))));
    }

    // Money that came back, or that went out; null for other money that came.
    private static bool? IsBack(XElement entry, XElement detail)
    {
        var isReversal = IsoXml.Text(entry, "RvslInd") is "true" or "1";
        var code = IsoXml.Text(detail, "BkTxCd/Domn/Fmly/SubFmlyCd") ?? IsoXml.Text(entry, "BkTxCd/Domn/Fmly/SubFmlyCd");
        var isReturn = code == Return || IsoXml.At(detail, "RtrInf") is not null;
        return (IsoXml.Text(detail, "CdtDbtInd") ?? IsoXml.Text(entry, "CdtDbtInd")) switch
        {
            "CRDT" => isReturn || isReversal ? true : null,
            "DBIT" => isReturn || isReversal ? null : false,
            _ => null,
        };
    }

    private static bool IsBooked(XElement entry) => (IsoXml.Text(entry, "Sts/Cd") ?? IsoXml.Text(entry, "Sts")) == "BOOK";

    // The sum of an entry is that of its payments together.
    private static XElement? AmountOf(XElement entry, XElement detail, bool isOnly) =>
        IsoXml.At(detail, "AmtDtls/TxAmt/Amt") ?? IsoXml.At(detail, "Amt") ?? IsoXml.At(detail, "AmtDtls/InstdAmt/Amt")
            ?? (isOnly ? IsoXml.At(entry, "Amt") : null);

    private static (string Reason, string? Words) ReasonOf(XElement detail)
    {
        var back = IsoXml.At(detail, "RtrInf");
        var code = IsoXml.Text(back, "Rsn/Cd");
        var words = IsoXml.Words(
            [IsoXml.Text(back, "Rsn/Prtry"), .. IsoXml.All(back, "AddtlInf").Select(IsoXml.Text), IsoXml.Text(detail, "AddtlTxInf")]);
        return (ReturnReasons.OfBank(words, code).Code, words.Length > 0 ? ResultSheet.Cut(words) : code);
    }
}
