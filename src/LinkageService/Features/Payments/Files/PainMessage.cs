using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;

namespace LinkageService.Features.Payments.Files;

/// <summary>
/// ISO 20022 pain.001 as banks of mainland China take it: one payment group in yuan, accounts by their number (no IBAN), banks by their
/// clearing code (CNAPS). The order of the elements is that of the schema.
/// </summary>
internal static class PainMessage
{
    /// <summary>Category purposes that may be stated.</summary>
    public static IReadOnlyList<string> CategoryPurposes { get; } = ["DIVI", "SALA", "OTHR"];

    /// <summary>A dividend: what is stated unless somebody says otherwise.</summary>
    public const string Dividend = "DIVI";

    private const string Currency = "CNY";

    // What stands for a bank that nobody named where the schema wants one.
    private const string NotProvided = "NOTPROVIDED";

    /// <summary>Writes payments as messages.</summary>
    /// <param name="batch">The payments.</param>
    /// <param name="version">Of the message.</param>
    /// <param name="categoryPurpose">One of <see cref="CategoryPurposes"/>.</param>
    /// <param name="maxTransactions">Payments of one message.</param>
    /// <exception cref="Errors.RefusedException">Some payments, or the payer, cannot stand in such a message.</exception>
    public static PaymentFile Write(PaymentBatch batch, PainVersion version, string categoryPurpose, int maxTransactions)
    {
        PaymentOrderRules.Require(batch.Orders);
        PainRules.Require(batch.Head, batch.Orders);
        var notes = batch.Orders.SelectMany(PaymentOrderRules.Notes).ToArray();
        return PaymentParts.Write(batch, new PaymentFileKind(".xml", "application/xml"), maxTransactions, notes, (part, from) =>
            Write(version, categoryPurpose, batch.Head, part, batch.Orders.Skip(from).Take(part.Count)));
    }

    /// <summary>
    /// The UETR of a payment: a UUID of version 4 in form, made out of its reference, so that the same attempt has the same one whenever
    /// and wherever its file is written.
    /// </summary>
    public static string Uetr(string endToEndId)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes("uetr/v1/" + endToEndId)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    private static byte[] Write(
        PainVersion version, string categoryPurpose, PaymentFileHead head, PaymentFilePart part, IEnumerable<PaymentOrder> orders)
    {
        var bytes = new MemoryStream();
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true };
        using (var xml = XmlWriter.Create(bytes, settings))
        {
            new Writer(xml, version, head, part, categoryPurpose).Write(orders);
        }

        return bytes.ToArray();
    }

    private sealed class Writer(XmlWriter xml, PainVersion version, PaymentFileHead head, PaymentFilePart part, string categoryPurpose)
    {
        private readonly string _namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001." + version switch
        {
            PainVersion.V03 => "03",
            PainVersion.V09 => "09",
            _ => throw new UnreachableException(),
        };

        public void Write(IEnumerable<PaymentOrder> orders)
        {
            xml.WriteStartDocument();
            Inside("Document", () => Inside("CstmrCdtTrfInitn", () =>
            {
                Inside("GrpHdr", WriteGroupHeader);
                Inside("PmtInf", () => WritePaymentInformation(orders));
            }));
        }

        private void WriteGroupHeader()
        {
            Text("MsgId", part.MessageId);
            Text("CreDtTm", Dates.InChina(head.CreatedAt).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
            WriteTotals();
            Inside("InitgPty", () =>
            {
                Text("Nm", head.PayerName);
                if (head.PayerCreditCode is { } code)
                {
                    Inside("Id", () => Inside("OrgId", () => Inside("Othr", () =>
                    {
                        Text("Id", code);
                        Inside("SchmeNm", () => Text("Prtry", "USCC"));
                    })));
                }
            });
        }

        private void WriteTotals()
        {
            Text("NbOfTxs", part.Count.ToString(CultureInfo.InvariantCulture));
            Text("CtrlSum", new Money(part.TotalFen).ToString());
        }

        private void WritePaymentInformation(IEnumerable<PaymentOrder> orders)
        {
            Text("PmtInfId", part.MessageId);
            Text("PmtMtd", "TRF");
            Text("BtchBookg", "true");
            WriteTotals();
            Inside("PmtTpInf", () =>
            {
                Text("InstrPrty", "NORM");
                Inside("CtgyPurp", () => Text("Cd", categoryPurpose));
            });
            WriteExecutionDate();
            Inside("Dbtr", () => Text("Nm", head.PayerName));
            Inside("DbtrAcct", () =>
            {
                WriteAccount(head.PayerAccount);
                Text("Ccy", Currency);
            });
            Inside("DbtrAgt", () => WriteBank(head.PayerBank, head.PayerBankCode));
            Text("ChrgBr", "DEBT");
            var number = 0;
            foreach (var order in orders)
            {
                number++;
                Inside("CdtTrfTxInf", () => WriteTransaction(order, number));
            }
        }

        private void WriteExecutionDate()
        {
            var date = Dates.Text(head.ExecutionOn);
            switch (version)
            {
                case PainVersion.V03:
                    Text("ReqdExctnDt", date);
                    break;
                case PainVersion.V09:
                    Inside("ReqdExctnDt", () => Text("Dt", date));
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        private void WriteTransaction(PaymentOrder order, int number)
        {
            Inside("PmtId", () =>
            {
                Text("InstrId", number.ToString(CultureInfo.InvariantCulture));
                Text("EndToEndId", order.EndToEndId);
                if (version is PainVersion.V09)
                {
                    Text("UETR", Uetr(order.EndToEndId));
                }
            });
            Inside("Amt", () =>
            {
                xml.WriteStartElement("InstdAmt", _namespace);
                xml.WriteAttributeString("Ccy", Currency);
                xml.WriteString(new Money(order.AmountFen).ToString());
                xml.WriteEndElement();
            });
            if (Shown(order.Bank) is not null || order.BankCode is not null)
            {
                Inside("CdtrAgt", () => WriteBank(order.Bank, order.BankCode));
            }

            Inside("Cdtr", () => Text("Nm", PayeeName.Plain(order.Name)));
            Inside("CdtrAcct", () => WriteAccount(order.Account));
            Inside("Purp", () => Text("Cd", categoryPurpose));
            if (Shown(order.Purpose) is { } purpose)
            {
                Inside("RmtInf", () => Text("Ustrd", purpose));
            }
        }

        private void WriteAccount(string account) => Inside("Id", () => Inside("Othr", () =>
        {
            Text("Id", account);
            Inside("SchmeNm", () => Text("Cd", "BBAN"));
        }));

        private void WriteBank(string? name, string? code) => Inside("FinInstnId", () =>
        {
            if (code is not null)
            {
                Inside("ClrSysMmbId", () =>
                {
                    Inside("ClrSysId", () => Text("Cd", "CNAPS"));
                    Text("MmbId", code);
                });
            }

            if (Shown(name) is { } shown)
            {
                Text("Nm", shown);
            }
            else if (code is null)
            {
                Inside("Othr", () => Text("Id", NotProvided));
            }
        });

        private static string? Shown(string? text) => text?.Trim() is { Length: > 0 } shown ? shown : null;

        private void Text(string name, string text) => xml.WriteElementString(name, _namespace, text);

        private void Inside(string name, Action write)
        {
            xml.WriteStartElement(name, _namespace);
            write();
            xml.WriteEndElement();
        }
    }
}
