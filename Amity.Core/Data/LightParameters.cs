using System.Collections;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Amity.Core.Data;

/// <summary>A name and a value. SQLite's types belong to values, so that the declared type and size say nothing.</summary>
internal sealed class LightParameter : DbParameter
{
    public override DbType DbType { get; set; } = DbType.Object;

    public override ParameterDirection Direction { get; set; } = ParameterDirection.Input;

    public override bool IsNullable { get; set; }

    [AllowNull]
    public override string ParameterName { get; set; } = "";

    public override int Size { get; set; }

    [AllowNull]
    public override string SourceColumn { get; set; } = "";

    public override bool SourceColumnNullMapping { get; set; }

    public override object? Value { get; set; }

    public override void ResetDbType() => DbType = DbType.Object;
}

/// <summary>The parameters of one <see cref="LightCommand"/>.</summary>
internal sealed class LightParameters : DbParameterCollection
{
    private readonly List<LightParameter> _all = [];

    public override int Count => _all.Count;

    public override object SyncRoot => _all;

    public LightParameter At(int index) => _all[index];

    /// <summary>A value, or the values of a list.</summary>
    public void Add(string name, object? value) => _all.Add(new LightParameter { ParameterName = name, Value = Lists.Of(value) ?? value });

    /// <summary>
    /// Where the parameter of this name is, with or without its prefix. It is looked for first where it was last time, because the same
    /// statement comes with the same names in the same order nearly always.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is not there.</exception>
    public int Find(string name, ref int last)
    {
        if (last < _all.Count && IsNamed(_all[last], name))
        {
            return last;
        }

        last = _all.FindIndex(parameter => IsNamed(parameter, name));
        if (last < 0)
        {
            last = 0;
            throw new InvalidOperationException($"The statement's parameter {name} was not given.");
        }

        return last;
    }

    public override int Add(object value)
    {
        _all.Add((LightParameter)value);
        return _all.Count - 1;
    }

    public override void AddRange(Array values)
    {
        foreach (var value in values)
        {
            Add(value);
        }
    }

    public override void Clear() => _all.Clear();

    public override bool Contains(object value) => IndexOf(value) >= 0;

    public override bool Contains(string value) => IndexOf(value) >= 0;

    public override void CopyTo(Array array, int index) => ((ICollection)_all).CopyTo(array, index);

    public override IEnumerator GetEnumerator() => _all.GetEnumerator();

    public override int IndexOf(object value) => _all.IndexOf((LightParameter)value);

    public override int IndexOf(string parameterName) =>
        _all.FindIndex(parameter => string.Equals(parameter.ParameterName, parameterName));

    public override void Insert(int index, object value) => _all.Insert(index, (LightParameter)value);

    public override void Remove(object value) => _all.Remove((LightParameter)value);

    public override void RemoveAt(int index) => _all.RemoveAt(index);

    public override void RemoveAt(string parameterName) => _all.RemoveAt(IndexOf(parameterName));

    private static bool IsNamed(LightParameter parameter, string name) =>
        string.Equals(parameter.ParameterName, name) || name.AsSpan(1).SequenceEqual(parameter.ParameterName);

    protected override DbParameter GetParameter(int index) => _all[index];

    protected override DbParameter GetParameter(string parameterName) => _all[IndexOf(parameterName)];

    protected override void SetParameter(int index, DbParameter value) => _all[index] = (LightParameter)value;

    protected override void SetParameter(string parameterName, DbParameter value) =>
        _all[IndexOf(parameterName)] = (LightParameter)value;
}
