using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Features.Payments.Files;

/// <summary>
/// What a pain.001 must be: the rules of ISO 20022 and of banks in China as code, and the schemas themselves where they lie beside the
/// repository (they are not ours to pass on). <c>ISO20022_SCHEMAS</c> names their folder, ../shared/data unless stated.
/// </summary>
internal static class PainChecks
{
    private static readonly string Schemas = Environment.GetEnvironmentVariable("ISO20022_SCHEMAS")
        ?? Path.Combine(SchemeCases.RepositoryRoot(), "..", "shared", "data");

    // The order of the elements that we use, by the element that holds them.
    private static readonly Dictionary<string, string[]> Order = new(StringComparer.Ordinal)
    {
        ["Document"] = ["CstmrCdtTrfInitn"],
        ["CstmrCdtTrfInitn"] = ["GrpHdr", "PmtInf"],
        ["GrpHdr"] = ["MsgId", "CreDtTm", "NbOfTxs", "CtrlSum", "InitgPty"],
        ["InitgPty"] = ["Nm", "Id"],
        ["PmtInf"] =
        [
            "PmtInfId", "PmtMtd", "BtchBookg", "NbOfTxs", "CtrlSum", "PmtTpInf", "ReqdExctnDt", "Dbtr", "DbtrAcct", "DbtrAgt", "ChrgBr",
            "CdtTrfTxInf",
        ],
        ["PmtTpInf"] = ["InstrPrty", "CtgyPurp"],
        ["DbtrAcct"] = ["Id", "Ccy"],
        ["CdtTrfTxInf"] = ["PmtId", "Amt", "CdtrAgt", "Cdtr", "CdtrAcct", "Purp", "RmtInf"],
        ["PmtId"] = ["InstrId", "EndToEndId", "UETR"],
        ["FinInstnId"] = ["ClrSysMmbId", "Nm", "Othr"],
        ["ClrSysMmbId"] = ["ClrSysId", "MmbId"],
        ["Othr"] = ["Id", "SchmeNm"],
    };

    /// <summary>Everything that is wrong with a message by our own rules.</summary>
    public static IReadOnlyList<string> Faults(byte[] message, string version)
    {
        var faults = new List<string>();
        var document = XDocument.Load(new MemoryStream(message)).Root!;
        Want(document.Name.NamespaceName == "urn:iso:std:iso:20022:tech:xsd:pain.001.001." + version, "namespace");
        foreach (var element in document.DescendantsAndSelf())
        {
            Want(element.Name.Namespace == document.Name.Namespace, "namespace of " + element.Name.LocalName);
            Want(element.HasElements || element.Value.Trim().Length > 0, "nothing in " + element.Name.LocalName);
            if (Order.TryGetValue(element.Name.LocalName, out var order))
            {
                var places = element.Elements().Select(child => Array.IndexOf(order, child.Name.LocalName)).ToArray();
                Want(places.All(place => place >= 0), "unknown in " + element.Name.LocalName);
                Want(places.SequenceEqual(places.Order()), "order in " + element.Name.LocalName);
                Want(places.Distinct().Count() == places.Length || element.Name.LocalName == "PmtInf",
                    "twice in " + element.Name.LocalName);
            }
        }

        string Value(XElement at, string path) => path.Split('/').Aggregate(at, (element, name) =>
            element.Element(document.Name.Namespace + name) ?? new XElement("none")).Value;

        var (header, group) = (Only("GrpHdr"), Only("PmtInf"));
        var transactions = group.Elements(document.Name.Namespace + "CdtTrfTxInf").ToArray();
        var amounts = transactions.Select(each => Value(each, "Amt/InstdAmt")).ToArray();
        foreach (var level in new[] { header, group })
        {
            Want(Value(level, "NbOfTxs") == transactions.Length.ToString(CultureInfo.InvariantCulture), "NbOfTxs");
            Want(Value(level, "CtrlSum")
                == amounts.Sum(each => decimal.Parse(each, CultureInfo.InvariantCulture)).ToString("0.00", CultureInfo.InvariantCulture),
                "CtrlSum");
        }

        Want(amounts.All(each => Regex.IsMatch(each, @"^\d{1,15}\.\d\d$", RegexOptions.None, TimeSpan.FromSeconds(1)) && each != "0.00"),
            "amount");
        Want(document.Descendants(document.Name.Namespace + "InstdAmt").All(each => each.Attribute("Ccy")?.Value == "CNY"), "currency");
        Want(Value(group, "PmtMtd") == "TRF" && Value(group, "BtchBookg") == "true" && Value(group, "ChrgBr") == "DEBT", "group");
        var date = version == "03" ? Value(group, "ReqdExctnDt") : Value(group, "ReqdExctnDt/Dt");
        Want(DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), "ReqdExctnDt");
        foreach (var name in new[] { "MsgId", "PmtInfId", "InstrId", "EndToEndId" })
        {
            Want(All(name).All(each => Regex.IsMatch(each, @"^(?!/)(?!.*//)[A-Za-z0-9/\-?:().,'+ ]{1,35}(?<!/)$", RegexOptions.None,
                TimeSpan.FromSeconds(1))), name);
        }

        Want(All("EndToEndId").Distinct().Count() == transactions.Length, "EndToEndId twice");
        Want(All("Nm").All(each => each.Length is >= 1 and <= 140) && All("Ustrd").All(each => each.Length is >= 1 and <= 140), "length");
        Want(All("MmbId").All(each => each.Length == 12 && each.All(char.IsAsciiDigit)), "MmbId");
        Want(All("Othr").Count() >= transactions.Length + 1 && document.Descendants(document.Name.Namespace + "Othr")
            .All(each => Value(each, "Id").Length is >= 1 and <= 34), "Othr");
        Want(transactions.All(each => Value(each, "CdtrAcct/Id/Othr/SchmeNm/Cd") == "BBAN"), "account");
        Want(All("UETR").Count() == (version == "09" ? transactions.Length : 0) && All("UETR").Distinct().Count() == All("UETR").Count()
            && All("UETR").All(each => Regex.IsMatch(
                each, "^[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}$", RegexOptions.None, TimeSpan.FromSeconds(1))),
            "UETR");
        Want(All("ChrgBr").Count() == 1 && All("PmtTpInf").Count() == 1, "charges and type on one level");
        return faults;

        void Want(bool holds, string what)
        {
            if (!holds)
            {
                faults.Add(what);
            }
        }

        XElement Only(string name) => document.Descendants(document.Name.Namespace + name).Single();
        IEnumerable<string> All(string name) => document.Descendants(document.Name.Namespace + name).Select(each => each.Value);
    }

    /// <summary>What the schema says against a message; null where the schemas are not there.</summary>
    public static IReadOnlyList<string>? SchemaFaults(byte[] message, string version)
    {
        var path = Path.Combine(Schemas, $"pain.001.001.{version}.xsd");
        if (!File.Exists(path))
        {
            return null;
        }

        var faults = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema };
        settings.Schemas.Add(null, path);
        settings.ValidationEventHandler += (_, fault) => faults.Add(fault.Message);
        using var reader = XmlReader.Create(new MemoryStream(message), settings);
        while (reader.Read())
        {
        }

        return faults;
    }
}
