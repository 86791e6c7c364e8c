def main():
    print("report sent")


if __name__ == "__main__":
    main()
