using System.Buffers.Binary;
using System.IO.Compression;

namespace LinkageService.Tables.Xlsx;

/// <summary>The parts of a workbook file by name, and which part belongs to which.</summary>
internal sealed class XlsxPackage : IDisposable
{
    // An honest workbook has some dozens of parts of 100 bytes each in its list.
    private const long MaxListBytes = 1 << 20;
    private const int MaxRelationships = 10_000;

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly UnpackedBytes _allowance;
    private readonly TableLimits _limits;

    /// <summary>Over a stream that can seek, which stays open.</summary>
    /// <exception cref="TableException">The list of parts is too long.</exception>
    /// <exception cref="InvalidDataException">The file is not a whole zip.</exception>
    public XlsxPackage(Stream file, TableLimits limits)
    {
        CheckList(file);
        _limits = limits;
        _allowance = new UnpackedBytes(limits.MaxBytes);
        _zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var entry in _zip.Entries)
        {
            _parts.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
        }
    }

    /// <summary>A part as XML, or null when the file has no such part.</summary>
    public XlsxXml? Open(string part) => _parts.TryGetValue(part, out var entry)
        ? new XlsxXml(new PackedPart(entry.Open(), entry.Crc32, _allowance, _limits.MaxRowSize), _limits.MaxRowSize)
        : null;

    /// <summary>The bytes of a part ahead of its reading, not counted or compared with anything; null when there is none.</summary>
    public Stream? Look(string part) => _parts.TryGetValue(part, out var entry) ? entry.Open() : null;

    /// <summary>What a part refers to inside the file, in the order written; "" is the file itself.</summary>
    public List<XlsxRelationship> RelationshipsOf(string part)
    {
        var relationships = new List<XlsxRelationship>();
        var slash = part.LastIndexOf('/') + 1;
        using var xml = Open($"{part[..slash]}_rels/{part[slash..]}.rels");
        while (xml is not null && xml.Read())
        {
            if (xml is { IsStart: true, Name: "Relationship" }
                && xml.Attribute("TargetMode") != "External"
                && (xml.Attribute("Id"), xml.Attribute("Type"), xml.Attribute("Target")) is ({ } id, { } type, { } target))
            {
                relationships.Add(new XlsxRelationship(id, type[(type.LastIndexOf('/') + 1)..], Resolve(part[..slash], target)));
                if (relationships.Count > MaxRelationships)
                {
                    throw TableException.Damaged(0, 0, "部件过多", "it has too many parts");
                }
            }
        }

        return relationships;
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    private static string Resolve(string folder, string target)
    {
        var path = target.Replace('\\', '/');
        var steps = new List<string>();
        foreach (var step in (path.StartsWith('/') ? path : folder + path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == "..")
            {
                steps.RemoveRange(Math.Max(0, steps.Count - 1), Math.Min(1, steps.Count));
            }
            else if (step != ".")
            {
                steps.Add(step);
            }
        }

        return string.Join('/', steps);
    }

    /// <summary>A zip's list of entries, which is read whole, lies between where its last record says and that record.</summary>
    private static void CheckList(Stream file)
    {
        const int recordLength = 22;
        const int longestComment = ushort.MaxValue;
        var tail = new byte[(int)Math.Min(file.Length, recordLength + longestComment)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        var record = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        file.Position = 0;
        if (record < 0 || tail.Length - record < recordLength)
        {
            throw new InvalidDataException();
        }

        var start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(record + 16));
        if (file.Length - tail.Length + record - start > MaxListBytes)
        {
            throw TableException.Damaged(0, 0, "压缩包里文件过多", "the zip has too many entries");
        }
    }
}

/// <summary>One part refers to another.</summary>
/// <param name="Id">What the referring part calls it: <c>rId1</c>.</param>
/// <param name="Kind">Last word of its type: <c>worksheet</c>, <c>styles</c>, <c>sharedStrings</c>.</param>
/// <param name="Part">Name of the other part: <c>xl/worksheets/sheet1.xml</c>.</param>
internal sealed record XlsxRelationship(string Id, string Kind, string Part);
