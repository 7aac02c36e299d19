// What is seldom there, and takes 8 bytes where it is not: std::optional's interface, with the value on the heap.
#pragma once

#include <memory>
#include <optional>
#include <utility>

namespace orkestr {

template <class T>
class Rare {
public:
    Rare() = default;
    Rare(std::nullopt_t) {}
    Rare(T value) : value_(std::make_unique<T>(std::move(value))) {}
    Rare(const std::optional<T>& value) : value_(value ? std::make_unique<T>(*value) : nullptr) {}
    Rare(std::optional<T>&& value) : value_(value ? std::make_unique<T>(std::move(*value)) : nullptr) {}
    Rare(const Rare& other) : value_(other.value_ ? std::make_unique<T>(*other.value_) : nullptr) {}
    Rare(Rare&&) noexcept = default;
    Rare& operator=(Rare other) noexcept {
        value_ = std::move(other.value_);
        return *this;
    }
    ~Rare() = default;

    bool has_value() const { return value_ != nullptr; }
    explicit operator bool() const { return has_value(); }
    operator std::optional<T>() const { return value_ ? std::optional<T>(*value_) : std::nullopt; }
    T& operator*() { return *value_; }
    const T& operator*() const { return *value_; }
    T* operator->() { return value_.get(); }
    const T* operator->() const { return value_.get(); }
    T value_or(T other) const { return value_ ? *value_ : std::move(other); }
    void reset() { value_.reset(); }

    bool operator==(const Rare& other) const { return value_ && other.value_ ? *value_ == *other.value_ : has_value() == other.has_value(); }

private:
    std::unique_ptr<T> value_;
};

} // namespace orkestr
