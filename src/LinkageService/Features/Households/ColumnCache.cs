namespace LinkageService.Features.Households;

/// <summary>
/// Big columns that many sessions look at together: read once for all who ask at the same time, kept while they are used,
/// the least lately used given up first. Bounded by households, so that memory does not grow with the sessions; what alone
/// is larger than the bound is kept until something else is asked for. Thread-safe.
/// </summary>
/// <typeparam name="TKey">What tells the columns apart; they must never change under a key.</typeparam>
/// <typeparam name="TValue">The columns; immutable.</typeparam>
/// <param name="maxHouseholds">Households kept in all.</param>
/// <param name="householdsOf">How many households some columns have.</param>
internal sealed class ColumnCache<TKey, TValue>(int maxHouseholds, Func<TValue, int> householdsOf)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = new();
    private long _households;

    /// <summary>Households kept now.</summary>
    public long Households
    {
        get
        {
            lock (_gate)
            {
                return _households;
            }
        }
    }

    /// <summary>The columns of a key.</summary>
    /// <param name="key">Which.</param>
    /// <param name="load">Reads them; others who ask meanwhile wait for the same reading, so one caller's going does not stop it.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    public Task<TValue> GetAsync(TKey key, Func<Task<TValue>> load, CancellationToken cancellation)
    {
        Task<TValue> value;
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out var node))
            {
                _byUse.Remove(node);
                _byUse.AddLast(node);
            }
            else
            {
                node = _byUse.AddLast(new Entry(key));
                _entries.Add(key, node);
                node.Value.Columns = LoadAsync(node, load);
            }

            value = node.Value.Columns!;
        }

        return value.WaitAsync(cancellation);
    }

    private async Task<TValue> LoadAsync(LinkedListNode<Entry> node, Func<Task<TValue>> load)
    {
        try
        {
            // Away from whoever asked: reading a database file does not wait, it works.
            var columns = await Task.Run(load);
            Weigh(node, householdsOf(columns));
            return columns;
        }
        catch
        {
            // Whoever asks next tries again.
            lock (_gate)
            {
                Remove(node);
            }

            throw;
        }
    }

    private void Weigh(LinkedListNode<Entry> node, int households)
    {
        lock (_gate)
        {
            node.Value.Households = households;
            _households += households;
            for (var oldest = _byUse.First; oldest is not null && _households > maxHouseholds;)
            {
                var next = oldest.Next;
                if (oldest != node && oldest.Value.Households is not null)
                {
                    Remove(oldest);
                }

                oldest = next;
            }
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        _entries.Remove(node.Value.Key);
        _households -= node.Value.Households ?? 0;
    }

    private sealed class Entry(TKey key)
    {
        public TKey Key { get; } = key;

        public Task<TValue>? Columns { get; set; }

        /// <summary>Null while it is being read.</summary>
        public int? Households { get; set; }
    }
}
